// The units of a code within a bracket of magnitudes, all non-zero: `low` is at least 1. Each work-item has a
// share of neighbouring vectors.

#define LANE_IDS ((int16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))

#define MAGNITUDES(V) (as_int16(V) & (int16)(MAGNITUDE_BITS))

// True for the units of vector i in the range. After the last value there may be anything.
INLINE int16 within_bracket(int16 magnitudes, long i, long size, int low, int high) {
    int16 within = (magnitudes >= (int16)(low)) & (magnitudes <= (int16)(high));
    if ((i + 1) * LANES > size) within &= LANE_IDS < (int16)((int)(size - i * LANES));
    return within;
}

#define SHARE_OF_VECTORS                                                                                     \
    int item = get_global_id(0);                                                                             \
    if (item >= items) return;                                                                               \
    long first = item * share;                                                                               \
    long last = min(first + share, (size + LANES - 1) / LANES);

// Counts them for one work-item after the other: first those within the bracket, then those within or above.
__kernel void count_within(
        __global const float16 *values, long size, long share, int items, int low, int high, __global int *counts) {
    SHARE_OF_VECTORS
    int16 within = 0, from = 0;
    for (long i = first; i < last; i++) {
        int16 magnitudes = MAGNITUDES(values[i]);
        within -= within_bracket(magnitudes, i, size, low, high);
        from -= within_bracket(magnitudes, i, size, low, MAGNITUDE_BITS);
    }
    counts[item] = lanes_i(within);
    counts[items + item] = lanes_i(from);
}

// Lists them: row-major index, value and switch, `total` words of each; a work-item begins at its offset. Then sets to
// zero what is not above the bracket. lanes = 1 or 16; planes are those of one channel.
__kernel void take_within(
        __global float16 *values, long size, long share, int items, int low, int high,
        __global const int *places, int lanes, int plane, __global const int *offsets, int total,
        __global int *list) {
    SHARE_OF_VECTORS
    int next = offsets[item];
    __global const float *words = (__global const float *)values;
    for (long i = first; i < last; i++) {
        float16 value = values[i];
        int16 magnitudes = MAGNITUDES(value);
        uint within = bits_of(within_bracket(magnitudes, i, size, low, high));
        if (within) {
            int block = i / plane;
            int pixel = i - (long)block * plane;
            for (; within; within &= within - 1) {
                int lane = 31 - clz(within & -within);
                list[next] = lanes == 1 ? i * LANES + lane : (block * LANES + lane) * plane + pixel;
                list[total + next] = as_int(words[i * LANES + lane]);
                list[2 * (long)total + next] = places[i * LANES + lane];
                next++;
            }
        }
        values[i] = as_float16(as_int16(value) & (magnitudes > (int16)(high)));
    }
}
