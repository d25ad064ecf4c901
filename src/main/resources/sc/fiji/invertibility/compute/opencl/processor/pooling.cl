// Max pooling with switches and its inverses. Every kernel exists for planar maps (one float per work-item) and for
// blocked ones (sixteen channels per work-item).

#define STORE(VALUE, POINTER) *(POINTER) = VALUE

// Writes what is larger than all caches around them; otherwise, each line would be read from memory before it is
// written.
#define STORE_FAR(VALUE, POINTER) STORE(VALUE, POINTER)
#ifdef __has_builtin
#if __has_builtin(__builtin_nontemporal_store)
#undef STORE_FAR
#define STORE_FAR(VALUE, POINTER) __builtin_nontemporal_store(VALUE, POINTER)
#endif
#endif

// The positions of a window that lie within the map, and the pooled unit of this work-item.
#define WINDOW                                                                                               \
    int px = get_global_id(0);                                                                               \
    int py = get_global_id(1);                                                                               \
    int block = get_global_id(2);                                                                            \
    if (px >= pooled_width) return;                                                                          \
    size_t unit = ((size_t)block * pooled_height + py) * pooled_width + px;                                  \
    int y0 = py * stride;                                                                                    \
    int x0 = px * stride;                                                                                    \
    int rows = min(window, height - y0);                                                                     \
    int columns = min(window, width - x0);

// Compares a value of a window, and its place, with the best one so far. Strict comparisons give ties to the first.
#define CHALLENGE(V, I, VALUE, PLACE)                                                                        \
    {                                                                                                        \
        V v = VALUE;                                                                                         \
        V v_key = selection == LARGEST_MAGNITUDE ? fabs(v) : v;                                              \
        I larger = v_key > key;                                                                              \
        key = select(key, v_key, larger);                                                                    \
        value = select(value, v, larger);                                                                    \
        place = select(place, (I)(PLACE), larger);                                                           \
    }

// Pools b = z + mu·g, or g itself if there is no z. The windows of z are those of the result and do not overlap.
#define POOL(NAME, V, I, STORE_AT)                                                                           \
    __kernel void NAME(                                                                                      \
            __global const V *g, float mu, int has_z, __global const V *z, __global const I *z_places,       \
            int z_top_left, __global V *values, __global I *places, int height, int width,                   \
            int pooled_height, int pooled_width, int window, int stride, int selection) {                    \
        WINDOW                                                                                               \
        V z_value = 0;                                                                                       \
        I z_place = 0;                                                                                       \
        if (has_z) {                                                                                         \
            z_value = z[unit];                                                                               \
            if (!z_top_left) z_place = z_places[unit];                                                       \
        }                                                                                                    \
        V value = 0;                                                                                         \
        V key = 0;                                                                                           \
        I place = 0;                                                                                         \
        if (selection == LARGEST) {                                                                          \
            value = mu * g[((size_t)block * height + y0) * width + x0];                                      \
            if (has_z) value += select((V)0, z_value, z_place == 0);                                         \
            key = value;                                                                                     \
        }                                                                                                    \
        for (int y = 0; y < rows; y++) {                                                                     \
            size_t row = ((size_t)block * height + y0 + y) * width + x0;                                     \
            for (int x = 0; x < columns; x++) {                                                              \
                I here = y * window + x;                                                                     \
                V b = mu * g[row + x];                                                                       \
                if (has_z) b += select((V)0, z_value, z_place == here);                                      \
                CHALLENGE(V, I, b, here)                                                                     \
            }                                                                                                \
        }                                                                                                    \
        STORE_AT(value, values + unit);                                                                      \
        STORE_AT(place, places + unit);                                                                      \
    }

POOL(pool_planar, float, int, STORE)
POOL(pool_blocked, float16, int16, STORE)
POOL(pool_far_planar, float, int, STORE_FAR)
POOL(pool_far_blocked, float16, int16, STORE_FAR)

// A pixel gathers from all windows that contain it; windows start at most `stride` apart.
#define UNPOOL(NAME, V, I)                                                                                   \
    __kernel void NAME(                                                                                      \
            __global const V *values, __global const I *places, int top_left, __global V *map, int height,   \
            int width, int pooled_height, int pooled_width, int window, int stride) {                        \
        int x = get_global_id(0);                                                                            \
        int y = get_global_id(1);                                                                            \
        int block = get_global_id(2);                                                                        \
        if (x >= width) return;                                                                              \
        V sum = 0;                                                                                           \
        int last_row = min(y / stride, pooled_height - 1);                                                   \
        int last_column = min(x / stride, pooled_width - 1);                                                 \
        for (int py = max(0, y - window + stride) / stride; py <= last_row; py++)                            \
            for (int px = max(0, x - window + stride) / stride; px <= last_column; px++) {                   \
                size_t unit = ((size_t)block * pooled_height + py) * pooled_width + px;                      \
                int here = (y - py * stride) * window + x - px * stride;                                     \
                I place = top_left ? (I)0 : places[unit];                                                    \
                sum += select((V)0, values[unit], place == (I)here);                                         \
            }                                                                                                \
        map[((size_t)block * height + y) * width + x] = sum;                                                 \
    }

UNPOOL(unpool_planar, float, int)
UNPOOL(unpool_blocked, float16, int16)

// The values of g where z has its non-zeros.
#define RESTRICT(NAME, V, I, STORE_AT)                                                                       \
    __kernel void NAME(                                                                                      \
            __global const V *g, __global const V *z, __global const I *places, int top_left,                \
            __global V *values, int height, int width, int pooled_height, int pooled_width, int window,      \
            int stride) {                                                                                    \
        WINDOW                                                                                               \
        I place = top_left ? (I)0 : places[unit];                                                            \
        V value = 0;                                                                                         \
        for (int y = 0; y < (top_left ? 1 : rows); y++) {                                                    \
            size_t row = ((size_t)block * height + y0 + y) * width + x0;                                     \
            for (int x = 0; x < (top_left ? 1 : columns); x++)                                               \
                value = select(value, g[row + x], place == (I)(y * window + x));                             \
        }                                                                                                    \
        STORE_AT(select(value, (V)0, z[unit] == (V)0), values + unit);                                       \
    }

RESTRICT(restrict_planar, float, int, STORE)
RESTRICT(restrict_blocked, float16, int16, STORE)
RESTRICT(restrict_far_planar, float, int, STORE_FAR)
RESTRICT(restrict_far_blocked, float16, int16, STORE_FAR)

INLINE int lane_count_planar(int v) {
    return v;
}

// Comparisons are −1 in vectors and 1 in scalars.
INLINE int lane_count_blocked(int16 v) {
    return -lanes_i(v);
}

// The number of filters that have their kept maximum at a pixel.
#define WINNERS(NAME, V, I, COUNT)                                                                           \
    __kernel void NAME(                                                                                      \
            __global const V *values, __global const I *places, __global float *counts, int blocks,          \
            int height, int width, int pooled_height, int pooled_width, int window, int stride) {            \
        int x = get_global_id(0);                                                                            \
        int y = get_global_id(1);                                                                            \
        if (x >= width) return;                                                                              \
        I wins = 0;                                                                                          \
        int last_row = min(y / stride, pooled_height - 1);                                                   \
        int last_column = min(x / stride, pooled_width - 1);                                                 \
        for (int block = 0; block < blocks; block++)                                                         \
            for (int py = max(0, y - window + stride) / stride; py <= last_row; py++)                        \
                for (int px = max(0, x - window + stride) / stride; px <= last_column; px++) {               \
                    size_t unit = ((size_t)block * pooled_height + py) * pooled_width + px;                  \
                    I here = (y - py * stride) * window + x - px * stride;                                   \
                    wins += (values[unit] != (V)0) & (places[unit] == here);                                 \
                }                                                                                            \
        counts[(size_t)y * width + x] = COUNT(wins);                                                         \
    }

WINNERS(winners_planar, float, int, lane_count_planar)
WINNERS(winners_blocked, float16, int16, lane_count_blocked)
