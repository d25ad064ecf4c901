// The transpose of sparse codes with 2×2 windows to at most four channels, with work for non-zeros alone. A team of 32
// work-items has a row of windows. All non-zeros of a window, whatever their channel, add to the same patch of outputs,
// one row and one column larger than a filter, which the team holds in registers: a non-zero is one value for all of
// them, times neighbouring weights. From window to window the patch moves by two columns, which two columns of the
// patch leave; so each work-item keeps its outputs until no later window reaches them. What the windows of one row add is
// a strip; add_strips adds those that overlap.
//
// SIDE is the width of the filters, HEIGHT their height, CHANNELS how many channels are listed at a time, BLOCK how many
// windows of a row a team has. With RESTRICTED, the transpose is that of a gradient on the support of a code, of which
// only the norm is wanted, and that of its transpose.

#define TEAM 32
#define ITEMS (TEAM * TEAMS)

// Windows whose non-zeros are listed at a time, and work-items that list those of one window.
#define WINDOWS 8
#define PARTS (TEAM / WINDOWS)
#define OF_PART (CHANNELS / PARTS)

#define PATCH_ROWS (HEIGHT + 1)
#define PATCH_COLUMNS (SIDE + 1)
#define PATCH_PLANE (PATCH_ROWS * PATCH_COLUMNS)
#define PATCH (OUTPUTS * PATCH_PLANE)
#define SLOTS ((PATCH + TEAM - 1) / TEAM)
#define STRIP (2 * BLOCK + SIDE - 1)

// Each filter is followed by a column and a row of zeros, which the next one shares; so it can be read shifted by a row
// and a column, as a value at the right or at the bottom of its window needs it. The first filter has them in front, too.
#define FRONT (PATCH_COLUMNS + 1)

#define READ_WINDOWS(FIRST)                                                                                            \
    {                                                                                                                  \
        const int x = (FIRST) + lane % WINDOWS, c = first_channel + part;                                              \
        const int of_map = row < height && x < width ? (channels - c + PARTS - 1) / PARTS : 0;                         \
        uint unit = (c * height + row) * width + x;                                                                    \
        UNROLL for (int i = 0; i < OF_PART; i++, unit += PARTS * height * width) {                                     \
            next[i] = i < of_map ? values[unit] : 0;                                                                   \
            next_at[i] = i < of_map && !top_left ? switches[unit] : 0;                                                 \
        }                                                                                                              \
        REPLACE_VALUES(x, c)                                                                                           \
    }

#ifdef RESTRICTED
// Takes the gradient's values at the places of the non-zeros.
#define REPLACE_VALUES(X, C)                                                                                           \
    UNROLL for (int i = 0; i < OF_PART; i++) {                                                                         \
        const uint line = ((C) + i * PARTS) * map_height + row * 2 + (next_at[i] >> 1);                                \
        if (IS_NONZERO(next[i])) next[i] = gradient[line * map_width + (X) * 2 + (next_at[i] & 1)];                    \
    }
#else
#define REPLACE_VALUES(X, C)
#endif

// The bits distinguish subnormal values from zero, also on devices whose comparisons do not.
#define IS_NONZERO(V) ((as_int(V) & MAGNITUDE_BITS) != 0)

#define STORE_SUM(J)                                                                                                   \
    if (row < height) {                                                                                                \
        __global float *sum = slots[J] + first_column + column[J];                                                     \
        *sum = first_channel > 0 ? *sum + sums[J] : sums[J];                                                           \
    }

#ifdef RESTRICTED
#define SOURCE                                                                                                         \
    PART(const float, values), PART(const int, switches), PART(const float, gradient), int map_height, int map_width,  \
            PART(sum_t, partial)
#else
// Codes beyond a number of images are found elsewhere.
#define SOURCE                                                                                                         \
    PART(const float, values), PART(const int, switches), PART(const float, other_values),                             \
            PART(const int, other_switches), int images, long step
#endif

__kernel __attribute__((reqd_work_group_size(ITEMS, 1, 1))) void add_nonzeros(
        SOURCE, int top_left, int height, int width, PART(const float, weights), int channels, PART(float, strips)) {
    AT(values); AT(switches); AT(weights); AT(strips);
    __local float filters[FRONT + CHANNELS * PATCH];
    __local uint2 lists[TEAMS][CHANNELS * WINDOWS];
    __local int counts[TEAMS][TEAM];
    __local int totals[TEAMS][WINDOWS];
    const int item = get_local_id(0), lane = item % TEAM, team = item / TEAM, part = lane / WINDOWS;
    const int row = get_group_id(1) * TEAMS + team, first = get_group_id(0) * BLOCK;
    const int rounds = (min(BLOCK, width - first) + WINDOWS - 1) / WINDOWS;
    const size_t image = get_group_id(2), pitch = (size_t)get_num_groups(0) * STRIP;
#ifdef RESTRICTED
    AT(gradient); AT(partial);
    __local sum_t squares[ITEMS];
    sum_t squares_of_item = 0;
#else
    AT(other_values); AT(other_switches);
    const int other = image >= images;
    values = (other ? other_values : values) + (image - other * images) * step;
    switches = (other ? other_switches : switches) + (image - other * images) * step;
#endif
    strips += image * OUTPUTS * height * PATCH_ROWS * pitch + get_group_id(0) * STRIP;
    __global float *slots[SLOTS];
    UNROLL for (int j = 0; j < SLOTS; j++) {
        const int e = min(lane + j * TEAM, PATCH - 1), o = e / PATCH_PLANE, r = e % PATCH_PLANE / PATCH_COLUMNS;
        slots[j] = strips + (((size_t)o * height + row) * PATCH_ROWS + r) * pitch;
    }
    for (int first_channel = 0; first_channel < channels; first_channel += CHANNELS) {
        WAIT_FOR_GROUP;
        for (int e = item; e < FRONT + CHANNELS * PATCH; e += ITEMS) {
            const int f = max(e - FRONT, 0), o = f % PATCH / PATCH_PLANE, c = first_channel + f / PATCH;
            const int y = f % PATCH_PLANE / PATCH_COLUMNS, x = f % PATCH_COLUMNS;
            const int there = e >= FRONT && y < HEIGHT && x < SIDE && c < channels;
            const size_t tap = ((size_t)c * HEIGHT + HEIGHT - 1 - y) * SIDE + SIDE - 1 - x;
            filters[e] = there ? weights[4 * tap + o] : 0;
        }
        float sums[SLOTS];
        int column[SLOTS], weight[SLOTS];
        UNROLL for (int j = 0; j < SLOTS; j++) {
            const int e = min(lane + j * TEAM, PATCH - 1);
            sums[j] = 0;
            column[j] = e % PATCH_COLUMNS;
            weight[j] = e;
        }
        float next[OF_PART];
        int next_at[OF_PART];
        READ_WINDOWS(first)
        int first_column = 0;
        for (int round = 0; round < rounds; round++) {
            int own = 0;
            UNROLL for (int i = 0; i < OF_PART; i++) {
                own += IS_NONZERO(next[i]);
#ifdef RESTRICTED
                squares_of_item += (sum_t)next[i] * next[i];
#endif
            }
            counts[team][lane] = own;
            WAIT_FOR_GROUP;
            int entry = 0;
            UNROLL for (int p = 0; p < PARTS - 1; p++)
                entry += p < part ? counts[team][p * WINDOWS + lane % WINDOWS] : 0;
            if (part == PARTS - 1) totals[team][lane % WINDOWS] = entry + own;
            UNROLL for (int i = 0; i < OF_PART; i++)
                if (IS_NONZERO(next[i])) {
                    const int shift = (next_at[i] >> 1) * PATCH_COLUMNS + (next_at[i] & 1);
                    lists[team][entry++ * WINDOWS + lane % WINDOWS] =
                            (uint2)(as_uint(next[i]), FRONT + (i * PARTS + part) * PATCH - shift);
                }
            WAIT_FOR_GROUP;
            if (round + 1 < rounds) READ_WINDOWS(first + (round + 1) * WINDOWS)
            for (int window = 0; window < WINDOWS; window++) {
                const int total = totals[team][window];
                for (int n = 0; n < total; n++) {
                    const uint2 nonzero = lists[team][n * WINDOWS + window];
                    __local const float *filter = filters + nonzero.y;
                    UNROLL for (int j = 0; j < SLOTS; j++)
                        sums[j] = fma(as_float(nonzero.x), filter[weight[j]], sums[j]);
                }
                UNROLL for (int j = 0; j < SLOTS; j++) {
                    int by = -2;
                    if (column[j] < 2) {
                        if (lane + j * TEAM < PATCH) STORE_SUM(j)
                        sums[j] = 0;
                        by = PATCH_COLUMNS - 2;
                    }
                    column[j] += by;
                    weight[j] += by;
                }
                first_column += 2;
            }
        }
        UNROLL for (int j = 0; j < SLOTS; j++)
            if (lane + j * TEAM < PATCH && column[j] < PATCH_COLUMNS - 2) STORE_SUM(j)
    }
#ifdef RESTRICTED
    squares[item] = squares_of_item;
    WAIT_FOR_GROUP;
    for (int d = TEAM / 2; d > 0; d /= 2) {
        if (lane < d) squares[item] += squares[item + d];
        WAIT_FOR_GROUP;
    }
    if (item > 0) return;
    for (int t = 1; t < TEAMS; t++) squares[0] += squares[t * TEAM];
    partial[get_group_id(1) * get_num_groups(0) + get_group_id(0)] = squares[0];
#endif
}

// The sum of all strips that have an output: those of the rows of windows that reach it, and of one or two blocks. The
// output is given by its row and column in the strip of the first window.
inline float sum_of_strips(__global const float *strips, int height, int width, int down, int right) {
    const int blocks = (width + BLOCK - 1) / BLOCK;
    const size_t pitch = (size_t)blocks * STRIP;
    float sum = 0;
    for (int row = max(0, (down - HEIGHT + 1) >> 1); row <= min(height - 1, down >> 1); row++)
        for (int block = max(0, (right - STRIP) / (2 * BLOCK)); block < blocks; block++) {
            const int column = right - block * 2 * BLOCK;
            const int windows = (min(BLOCK, width - block * BLOCK) + WINDOWS - 1) / WINDOWS * WINDOWS;
            if (column < 0) break;
            if (column < 2 * windows + SIDE - 1)
                sum += strips[((size_t)row * PATCH_ROWS + down - 2 * row) * pitch + block * STRIP + column];
        }
    return sum;
}

// The strips of an output channel.
#define STRIPS_OF(PLANE) (strips + (size_t)(PLANE) * height * PATCH_ROWS * ((width + BLOCK - 1) / BLOCK) * STRIP)

#ifdef RESTRICTED
// Partial sums of the squares of all outputs.
__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void square_strips(
        PART(const float, strips), int height, int width, int out_height, int out_width, int padding_y, int padding_x,
        int first_partial, PART(sum_t, partial)) {
    AT(strips); AT(partial);
    __local sum_t sums[GROUP];
    sum_t sum = 0;
    const uint size = (uint)OUTPUTS * out_height * out_width;
    for (uint i = get_global_id(0); i < size; i += get_global_size(0)) {
        const int x = i % out_width, y = i / out_width % out_height, o = i / out_width / out_height;
        const float value = sum_of_strips(
                STRIPS_OF(o), height, width, y + HEIGHT - 1 - padding_y, x + SIDE - 1 - padding_x);
        sum += (sum_t)value * value;
    }
    sum = sum_of_group(sums, sum);
    if (get_local_id(0) == 0) partial[first_partial + get_group_id(0)] = sum;
}
#else
__kernel void add_strips(
        PART(const float, strips), int height, int width, PART(const float, bias), PART(float, out), int out_height,
        int out_width, long out_step, int padding_y, int padding_x) {
    AT(strips); AT(bias); AT(out);
    const int x = get_global_id(0), y = get_global_id(1), o = get_global_id(2) % OUTPUTS;
    if (x >= out_width) return;
    const size_t image = get_global_id(2) / OUTPUTS;
    out[image * out_step + ((size_t)o * out_height + y) * out_width + x] = bias[o]
            + sum_of_strips(STRIPS_OF(get_global_id(2)), height, width, y + HEIGHT - 1 - padding_y,
                            x + SIDE - 1 - padding_x);
}
#endif
