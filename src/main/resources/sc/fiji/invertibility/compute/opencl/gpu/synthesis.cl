// Correlation with few output channels and any number of input channels, such as the transpose of a bank whose filters
// have three channels. A work-group has a tile of 64 × TILE_ROWS outputs, a work-item 4 + 4 of a row in each of the
// OUTPUTS channels. The inputs of one channel and their weights are in local memory at a time, while those of the next
// one are read. SIDE is the width of the filters, HEIGHT their height.

#define COLUMNS 64
#define ITEMS (8 * TILE_ROWS)
#define FILLED_ROWS (TILE_ROWS + HEIGHT - 1)
#define PITCH ((COLUMNS + SIDE - 1 + 3) / 4 * 4)
#define RUN ((SIDE + 3 + 3) / 4)
#define TAPS (HEIGHT * SIDE)

#define PER_ITEM(COUNT) (((COUNT) + ITEMS - 1) / ITEMS)

#define SYNTHESIS_ARGUMENTS                                                                                            \
    PART(const float4, weights), PART(const float, bias), int rectified, PART(float, out), int out_height,             \
            int out_width, long out_step, int channels, int padding_y, int padding_x

#define BEGIN_SYNTHESIS AT(weights); AT(bias); AT(out);                                                                \
    __local float4 tiles_4[2][FILLED_ROWS * PITCH / 4];                                                                \
    __local float4 tile_weights[2][TAPS];                                                                              \
    const int item = get_local_id(0), column = item % 8 * 4, row = item / 8;                                           \
    const int out_x0 = get_group_id(0) * COLUMNS, out_y0 = get_group_id(1) * TILE_ROWS;                                \
    const size_t image = get_group_id(2);                                                                              \
    const size_t plane = (size_t)height * width;                                                                       \
    float4 next_weights[PER_ITEM(TAPS)];                                                                               \
    float sums[OUTPUTS][8];                                                                                            \
    UNROLL for (int o = 0; o < OUTPUTS; o++) UNROLL for (int i = 0; i < 8; i++) sums[o][i] = 0;

#define READ_WEIGHTS(C)                                                                                                \
    UNROLL for (int i = 0; i < PER_ITEM(TAPS); i++) {                                                                  \
        int e = item + i * ITEMS;                                                                                      \
        if (e < TAPS)                                                                                                  \
            next_weights[i] = weights[(size_t)(C) * TAPS + e];                                                         \
    }

#define STORE_WEIGHTS(NOW)                                                                                             \
    UNROLL for (int i = 0; i < PER_ITEM(TAPS); i++) {                                                                  \
        int e = item + i * ITEMS;                                                                                      \
        if (e < TAPS) tile_weights[NOW][e] = next_weights[i];                                                          \
    }

#define ADD_OUTPUT(O, W)                                                                                               \
    if (OUTPUTS > O) UNROLL for (int i = 0; i < 4; i++) {                                                              \
        sums[O < OUTPUTS ? O : 0][i] = fma(W, left[dx + i], sums[O < OUTPUTS ? O : 0][i]);                             \
        sums[O < OUTPUTS ? O : 0][4 + i] = fma(W, right[dx + i], sums[O < OUTPUTS ? O : 0][4 + i]);                    \
    }

#define ADD_TILE(NOW)                                                                                                  \
    for (int dy = 0; dy < HEIGHT; dy++) {                                                                              \
            __local float4 *line = tiles_4[NOW] + ((row + dy) * PITCH + column) / 4;                                   \
            float left[RUN * 4], right[RUN * 4];                                                                       \
            UNROLL for (int i = 0; i < RUN; i++) {                                                                     \
                float4 l = line[i];                                                                                    \
                float4 r = line[i + 8];                                                                                \
                left[4 * i] = l.x, left[4 * i + 1] = l.y, left[4 * i + 2] = l.z, left[4 * i + 3] = l.w;                \
                right[4 * i] = r.x, right[4 * i + 1] = r.y, right[4 * i + 2] = r.z, right[4 * i + 3] = r.w;            \
            }                                                                                                          \
            UNROLL for (int dx = 0; dx < SIDE; dx++) {                                                                 \
                float4 w = tile_weights[NOW][dy * SIDE + dx];                                                          \
                ADD_OUTPUT(0, w.x)                                                                                     \
                ADD_OUTPUT(1, w.y)                                                                                     \
                ADD_OUTPUT(2, w.z)                                                                                     \
                ADD_OUTPUT(3, w.w)                                                                                     \
            }                                                                                                          \
        }

#define ADD_ALL                                                                                                        \
    READ_INPUTS(0)                                                                                                     \
    READ_WEIGHTS(0)                                                                                                    \
    STORE_INPUTS(0)                                                                                                    \
    STORE_WEIGHTS(0)                                                                                                   \
    WAIT_FOR_GROUP;                                                                                                    \
    for (int c = 0, now = 0; c < channels; c++, now = 1 - now) {                                                       \
        if (c + 1 < channels) {                                                                                        \
            READ_INPUTS(c + 1)                                                                                         \
            READ_WEIGHTS(c + 1)                                                                                        \
        }                                                                                                              \
        ADD_TILE(now)                                                                                                  \
        if (c + 1 < channels) {                                                                                        \
            STORE_INPUTS(1 - now)                                                                                      \
            STORE_WEIGHTS(1 - now)                                                                                     \
        }                                                                                                              \
        WAIT_FOR_GROUP;                                                                                                \
    }

#define END_SYNTHESIS                                                                                                  \
    const int y = out_y0 + row;                                                                                        \
    if (y >= out_height) return;                                                                                       \
    UNROLL for (int o = 0; o < OUTPUTS; o++) {                                                                         \
        __global float *target = out + image * out_step + ((size_t)o * out_height + y) * out_width;                    \
        UNROLL for (int i = 0; i < 8; i++) {                                                                           \
            int x = out_x0 + i / 4 * 32 + column + i % 4;                                                              \
            float v = sums[o][i] + bias[o];                                                                            \
            if (x < out_width) target[x] = rectified ? fmax(v, 0.0f) : v;                                              \
        }                                                                                                              \
    }

// A work-item copies inputs of one column, in regularly spaced rows; a few work-items copy one more beyond the last
// column.
#define FILL_ROWS (ITEMS / LANES)
#define FILLS(ROWS) (((ROWS) + FILL_ROWS - 1) / FILL_ROWS)
#define EXTRA(COLUMNS_OF_TILE) ((COLUMNS_OF_TILE) > LANES ? (COLUMNS_OF_TILE) - LANES : 1)
#define BEYOND(ROWS, COLUMNS_OF_TILE) ((COLUMNS_OF_TILE) > LANES ? PER_ITEM((ROWS) * EXTRA(COLUMNS_OF_TILE)) : 0)

#define EACH_INPUT(ROWS, COLUMNS_OF_TILE, OPERATION)                                                                   \
    UNROLL for (int i = 0; i < FILLS(ROWS); i++) {                                                                     \
        const int tx = item % LANES, ty = item / LANES + i * FILL_ROWS;                                                \
        if (ty < ROWS) OPERATION(i)                                                                                    \
    }                                                                                                                  \
    UNROLL for (int i = 0; i < BEYOND(ROWS, COLUMNS_OF_TILE); i++) {                                                   \
        const int e = item + i * ITEMS, ty = e / EXTRA(COLUMNS_OF_TILE);                                               \
        const int tx = LANES + e % EXTRA(COLUMNS_OF_TILE);                                                             \
        if (ty < ROWS) OPERATION(FILLS(ROWS) + i)                                                                      \
    }

#if OF_CODES

// Codes with 2×2 windows: a work-item copies the four values of a window, all but one of them zero.
#define LANES 32
#define WINDOW_ROWS (FILLED_ROWS / 2 + 1)
#define WINDOW_COLUMNS (PITCH / 2 + 1)

#define READ_WINDOW(I)                                                                                                 \
    {                                                                                                                  \
        const int y = first_row + ty, x = first_column + tx;                                                           \
        const int there = y >= 0 && y < height && x >= 0 && x < width;                                                 \
        next[I] = there ? values_of_channel[(size_t)y * width + x] : 0;                                                \
        next_at[I] = there && !top_left ? switches_of_channel[(size_t)y * width + x] : 0;                              \
    }

#define READ_INPUTS(C)                                                                                                 \
    {                                                                                                                  \
        __global const float *values_of_channel = values + (C) * plane;                                                \
        __global const int *switches_of_channel = switches + (C) * plane;                                              \
        EACH_INPUT(WINDOW_ROWS, WINDOW_COLUMNS, READ_WINDOW)                                                           \
    }

#define STORE_WINDOW(I)                                                                                                \
    UNROLL for (int p = 0; p < 4; p++) {                                                                               \
        const int to_y = 2 * ty + p / 2 - skipped_rows, to_x = 2 * tx + p % 2 - skipped_columns;                       \
        if (to_y >= 0 && to_y < FILLED_ROWS && to_x >= 0 && to_x < PITCH)                                              \
            tile[to_y * PITCH + to_x] = next_at[I] == p ? next[I] : 0;                                                 \
    }

#define STORE_INPUTS(NOW)                                                                                              \
    {                                                                                                                  \
        __local float *tile = (__local float *)tiles_4[NOW];                                                           \
        EACH_INPUT(WINDOW_ROWS, WINDOW_COLUMNS, STORE_WINDOW)                                                          \
    }

__kernel __attribute__((reqd_work_group_size(ITEMS, 1, 1))) void synthesise(
        PART(const float, values), PART(const int, switches), int top_left, int height, int width, long in_step,
        SYNTHESIS_ARGUMENTS) {
    AT(values); AT(switches);
    BEGIN_SYNTHESIS
    float next[FILLS(WINDOW_ROWS) + BEYOND(WINDOW_ROWS, WINDOW_COLUMNS)];
    int next_at[FILLS(WINDOW_ROWS) + BEYOND(WINDOW_ROWS, WINDOW_COLUMNS)];
    const int first_row = (out_y0 - padding_y) >> 1, first_column = (out_x0 - padding_x) >> 1;
    const int skipped_rows = (out_y0 - padding_y) & 1, skipped_columns = (out_x0 - padding_x) & 1;
    values += image * in_step;
    switches += image * in_step;
    ADD_ALL
    END_SYNTHESIS
}

#else

#define LANES 64

#define READ_INPUT(I)                                                                                                  \
    {                                                                                                                  \
        const int y = out_y0 - padding_y + ty, x = out_x0 - padding_x + tx;                                            \
        next[I] = y >= 0 && y < height && x >= 0 && x < width ? in_channel[(size_t)y * width + x] : 0;                 \
    }

#define READ_INPUTS(C)                                                                                                 \
    {                                                                                                                  \
        __global const float *in_channel = in + (C) * plane;                                                           \
        EACH_INPUT(FILLED_ROWS, PITCH, READ_INPUT)                                                                     \
    }

#define STORE_INPUT(I) tiles_now[ty * PITCH + tx] = next[I];

#define STORE_INPUTS(NOW)                                                                                              \
    {                                                                                                                  \
        __local float *tiles_now = (__local float *)tiles_4[NOW];                                                      \
        EACH_INPUT(FILLED_ROWS, PITCH, STORE_INPUT)                                                                    \
    }

__kernel __attribute__((reqd_work_group_size(ITEMS, 1, 1))) void synthesise(
        PART(const float, in), int height, int width, long in_step, SYNTHESIS_ARGUMENTS) {
    AT(in);
    BEGIN_SYNTHESIS
    float next[FILLS(FILLED_ROWS) + BEYOND(FILLED_ROWS, PITCH)];
    in += image * in_step;
    ADD_ALL
    END_SYNTHESIS
}

#endif
