// Direct correlation of planar maps with 2×2 windows of the outputs pooled, or restricted to a code, while they are in
// registers: the outputs themselves are never in memory. A work-item has a row of windows of 32 filters, and holds
// WINDOWS neighbouring ones at a time.

// As many as registers hold: 32 of sixteen lanes, else fewer or narrower ones.
#ifdef __AVX512F__
#define WINDOWS 3
#else
#define WINDOWS 1
#endif

#define IN_A_ROW (2 * WINDOWS)

// Outputs are numbered row by row.
#define EACH_OUTPUT(OPERATION) EACH_OF(2 * IN_A_ROW, OPERATION)
#define ROW_OF(P) ((P) / IN_A_ROW)
#define COLUMN_OF(P) ((P) % IN_A_ROW)

#define POOLED_ARGUMENTS                                                                                     \
    __global const float *in, int in_channels, int height, int width, __global const float16 *weights,       \
            __global const float16 *bias, int group_blocks, int group_packs, int pooled_height,              \
            int pooled_width, FILTER_ARGUMENTS

// Computes `low` and `high` for each run of windows of this work-item, and calls STORE_WINDOW for each window.
#define EACH_WINDOW(STORE_WINDOW, STORE_AT)                                                                  \
    int py = get_global_id(0);                                                                               \
    int pack = get_global_id(1);                                                                             \
    int group = pack / group_packs;                                                                          \
    size_t plane = (size_t)pooled_height * pooled_width;                                                     \
    int block = pack % group_packs * 2;                                                                      \
    int both = block + 1 < group_blocks;                                                                     \
    size_t units = (group * group_blocks + block) * plane + (size_t)py * pooled_width;                       \
    float16 bias_low = bias[2 * pack], bias_high = bias[2 * pack + 1];                                       \
    int top = 2 * py * stride - padding_y;                                                                   \
    for (int first = 0; first < pooled_width; first += WINDOWS) {                                            \
        __global const float16 *w = weights + (size_t)pack * 2 * in_channels * filter_height * filter_width; \
        float16 low[2 * IN_A_ROW], high[2 * IN_A_ROW];                                                       \
        EACH_OUTPUT({                                                                                        \
            low[p] = bias_low;                                                                               \
            high[p] = bias_high;                                                                             \
        })                                                                                                   \
        int left = 2 * first * stride - padding_x;                                                           \
        int inside_x = left >= 0 && left + (IN_A_ROW - 1) * stride + filter_width <= width;                  \
        for (int m = 0; m < in_channels; m++)                                                                \
            for (int dy = 0; dy < filter_height; dy++, w += 2 * filter_width) {                              \
                int iy = top + dy;                                                                           \
                __global const float *rows = in + (size_t)(group * in_channels + m) * height * width;        \
                if (inside_x && iy >= 0 && iy + stride < height) {                                           \
                    __global const float *pixel = rows + (size_t)iy * width + left;                          \
                    size_t below = (size_t)stride * width;                                                   \
                    for (int dx = 0; dx < filter_width; dx++)                                                \
                        MULTIPLY_RUN(                                                                        \
                                2 * IN_A_ROW, w + 2 * dx, pixel[ROW_OF(p) * below + COLUMN_OF(p) * stride + dx]) \
                } else {                                                                                     \
                    for (int dx = 0; dx < filter_width; dx++)                                                \
                        MULTIPLY_RUN(                                                                        \
                                2 * IN_A_ROW, w + 2 * dx,                                                    \
                                pixel_or_zero(                                                               \
                                        rows, iy + ROW_OF(p) * stride, left + COLUMN_OF(p) * stride + dx,    \
                                        height, width))                                                      \
                }                                                                                            \
            }                                                                                                \
        EACH_OF(WINDOWS, {                                                                                   \
            if (first + p < pooled_width) {                                                                  \
                STORE_WINDOW(low, units + first + p, STORE_AT)                                               \
                if (both) STORE_WINDOW(high, units + plane + first + p, STORE_AT)                            \
            }                                                                                                \
        })                                                                                                   \
    }

INLINE float pixel_or_zero(__global const float *rows, int y, int x, int height, int width) {
    return y >= 0 && y < height && x >= 0 && x < width ? rows[(size_t)y * width + x] : 0;
}

// The outputs of window p.
#define CORNER(OUTPUTS, Y, X) (OUTPUTS)[(Y) * IN_A_ROW + 2 * p + (X)]

// What an output contributes to b = z + mu·h at its place within the window.
INLINE float16 stepped(float16 h, int here, int relu, float mu, int has_z, float16 z, int16 z_place) {
    float16 b = mu * (relu ? fmax(h, (float16)(0)) : h);
    return has_z ? b + select((float16)(0), z, z_place == (int16)(here)) : b;
}

#define STEPPED(OUTPUTS, HERE) \
    stepped(CORNER(OUTPUTS, (HERE) / 2, (HERE) % 2), HERE, relu, mu, has_z, z_value, z_place)

#define POOL_WINDOW(OUTPUTS, UNIT, STORE_AT)                                                                 \
    {                                                                                                        \
        float16 z_value = 0;                                                                                 \
        int16 z_place = 0;                                                                                   \
        if (has_z) {                                                                                         \
            z_value = z[UNIT];                                                                               \
            if (!z_top_left) z_place = z_places[UNIT];                                                       \
        }                                                                                                    \
        float16 value = selection == LARGEST ? STEPPED(OUTPUTS, 0) : (float16)(0);                           \
        float16 key = value;                                                                                 \
        int16 place = 0;                                                                                     \
        UNROLL for (int here = 0; here < 4; here++) CHALLENGE(float16, int16, STEPPED(OUTPUTS, here), here)  \
        STORE_AT(value, values + UNIT);                                                                      \
        STORE_AT(place, places + UNIT);                                                                      \
    }

// Pools z + mu·h, or mu·h if there is no z, as `pool` does (see pooling.cl).
#define DIRECT_POOLED(NAME, STORE_AT)                                                                        \
    __kernel void NAME(                                                                                      \
            POOLED_ARGUMENTS, int relu, float mu, int has_z, __global const float16 *z,                      \
            __global const int16 *z_places, int z_top_left, __global float16 *values,                        \
            __global int16 *places, int selection) {                                                         \
        EACH_WINDOW(POOL_WINDOW, STORE_AT)                                                                   \
    }

DIRECT_POOLED(direct_pooled, STORE)
DIRECT_POOLED(direct_pooled_far, STORE_FAR)

#define RESTRICT_WINDOW(OUTPUTS, UNIT, STORE_AT)                                                             \
    {                                                                                                        \
        int16 place = z_top_left ? (int16)(0) : z_places[UNIT];                                              \
        float16 value = 0;                                                                                   \
        UNROLL for (int here = 0; here < 4; here++)                                                          \
            value = select(value, CORNER(OUTPUTS, here / 2, here % 2), place == (int16)(here));              \
        STORE_AT(select(value, (float16)(0), z[UNIT] == (float16)(0)), values + UNIT);                       \
    }

// The values of h where z has its non-zeros.
#define DIRECT_RESTRICTED(NAME, STORE_AT)                                                                    \
    __kernel void NAME(                                                                                      \
            POOLED_ARGUMENTS, __global const float16 *z, __global const int16 *z_places, int z_top_left,     \
            __global float16 *values) {                                                                      \
        EACH_WINDOW(RESTRICT_WINDOW, STORE_AT)                                                               \
    }

DIRECT_RESTRICTED(direct_restricted, STORE)
DIRECT_RESTRICTED(direct_restricted_far, STORE_FAR)
