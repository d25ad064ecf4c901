// The k largest units of a code: histograms of digits, and the cutoff. Magnitudes are compared by their
// bits, which order like the values, subnormal ones included.

#define DIGITS 2048

inline long position_of(long i, int lanes, int height, int width, int map_height, int map_width, int top, int left) {
    int lane = i % lanes;
    long pixel = i / lanes;
    int x = pixel % width;
    int y = pixel / width % height;
    long channel = pixel / width / height * lanes + lane;
    return (channel * map_height + top + y) * map_width + left + x;
}

// The digit that a unit counts under, or −1. Units from `ragged` on lie in the last block, where lanes
// from `last_lanes` on are no units.
#define DIGIT_OF_UNIT(DIGIT)                                                                                 \
    int DIGIT = -1;                                                                                          \
    if (i < ragged || i % lanes < last_lanes) {                                                              \
        int magnitude = as_int(values[i]) & MAGNITUDE_BITS;                                                  \
        long key = magnitude;                                                                                \
        int counts = 1;                                                                                      \
        if (by_position) {                                                                                   \
            counts = magnitude == magnitude_bits;                                                            \
            if (counts) key = position_of(i, lanes, height, width, map_height, map_width, top, left);        \
        }                                                                                                    \
        if (counts && (key >> shift >> bits) == prefix) DIGIT = (int)(key >> shift) & ((1 << bits) - 1);     \
    }

#define COUNT_ARGUMENTS                                                                                      \
    __global const float *values, long size, long share, long ragged, int last_lanes, int lanes, int height, \
            int width, int map_height, int map_width, int top, int left, int by_position, int shift,         \
            int bits, long prefix, int magnitude_bits, __global uint *histograms

// For CPUs: each work-item has a histogram of its own and needs no atomics.
__kernel void count_alone(COUNT_ARGUMENTS) {
    long item = get_global_id(0);
    __global uint *histogram = histograms + item * DIGITS;
    for (int d = 0; d < DIGITS; d++) histogram[d] = 0;
    long last = min((item + 1) * share, size);
    for (long i = item * share; i < last; i++) {
        DIGIT_OF_UNIT(digit)
        if (digit >= 0) histogram[digit]++;
    }
}

// For GPUs: a histogram a work-group, in local memory.
__kernel void count_together(COUNT_ARGUMENTS) {
    __local uint histogram[DIGITS];
    int item = get_local_id(0);
    int items = get_local_size(0);
    long group = get_group_id(0);
    for (int d = item; d < DIGITS; d += items) histogram[d] = 0;
    barrier(CLK_LOCAL_MEM_FENCE);
    long last = min((group + 1) * share, size);
    for (long i = group * share + item; i < last; i += items) {
        DIGIT_OF_UNIT(digit)
        if (digit >= 0) atomic_inc(histogram + digit);
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int d = item; d < DIGITS; d += items) histograms[group * DIGITS + d] = histogram[d];
}

// Zero for all units but those above the cutoff, or equal to it up to a position.
__kernel void keep(
        __global float *values,
        long size,
        int cutoff_bits,
        long cutoff_position,
        int lanes,
        int height,
        int width,
        int map_height,
        int map_width,
        int top,
        int left) {
    long i = get_global_id(0);
    if (i >= size) return;
    int magnitude = as_int(values[i]) & MAGNITUDE_BITS;
    if (magnitude > cutoff_bits) return;
    if (magnitude == cutoff_bits
            && position_of(i, lanes, height, width, map_height, map_width, top, left) <= cutoff_position)
        return;
    values[i] = 0;
}
