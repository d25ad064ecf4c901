// The k largest units of a code: histograms of digits, and the cutoff. Magnitudes are compared by their bits, which
// order like the values, including subnormal ones.

#define DIGITS 2048

INLINE long position_of(long i, int lanes, int height, int width, int map_height, int map_width, int top, int left) {
    int lane = i % lanes;
    long pixel = i / lanes;
    int x = pixel % width;
    int y = pixel / width % height;
    long channel = pixel / width / height * lanes + lane;
    return (channel * map_height + top + y) * map_width + left + x;
}

#define COUNT_ARGUMENTS                                                                                      \
    __global const float *values, long size, long share, long ragged, int last_lanes, int lanes, int height, \
            int width, int map_height, int map_width, int top, int left, int by_position, int shift,         \
            int bits, long prefix, int magnitude_bits, __global uint *histograms

// Whether unit i exists: units from `ragged` on lie in the last block, in which the lanes from `last_lanes` on are
// empty.
#define IS_UNIT (i < ragged || i % lanes < last_lanes)

// Counts a unit under a digit of its magnitude.
#define COUNT_MAGNITUDE(COUNT)                                                                               \
    {                                                                                                        \
        uint magnitude = as_uint(values[i]) & MAGNITUDE_BITS;                                                \
        if (magnitude >> above == prefix_bits && IS_UNIT) COUNT((magnitude >> shift) & mask);                \
    }

// Counts a unit under a digit of its position, if it has the given magnitude.
#define COUNT_POSITION(COUNT)                                                                                \
    {                                                                                                        \
        int magnitude = as_int(values[i]) & MAGNITUDE_BITS;                                                  \
        if (magnitude == magnitude_bits && IS_UNIT) {                                                        \
            long position =                                                                                  \
                    position_of(i, lanes, height, width, map_height, map_width, top, left);                  \
            if (position >> shift >> bits == prefix) COUNT((uint)(position >> shift) & mask);                \
        }                                                                                                    \
    }

// Each work-item has two histograms of its own, and needs no atomics. Neighbouring units often have the same digit, and
// would wait for each other's counter in a single histogram.
#define COUNT_EVEN(DIGIT) even[DIGIT]++
#define COUNT_ODD(DIGIT) odd[DIGIT]++

__kernel void count_digits(COUNT_ARGUMENTS) {
    long item = get_global_id(0);
    __global uint *even = histograms + item * 2 * DIGITS;
    __global uint *odd = even + DIGITS;
    for (int d = 0; d < 2 * DIGITS; d++) even[d] = 0;
    uint mask = (1 << bits) - 1;
    uint above = shift + bits;
    uint prefix_bits = prefix;
    long last = min((item + 1) * share, size);
    long i = item * share;
    if (by_position) {
        for (; i < last; i++) COUNT_POSITION(COUNT_EVEN)
    } else {
        for (; i + 1 < last; i++) {
            COUNT_MAGNITUDE(COUNT_EVEN)
            i++;
            COUNT_MAGNITUDE(COUNT_ODD)
        }
        if (i < last) COUNT_MAGNITUDE(COUNT_EVEN)
    }
}

// Sets all units to zero except those above the cutoff, or equal to it up to a position; sixteen per work-item.
__kernel void keep(
        __global float16 *values, long vectors, int cutoff_bits, long cutoff_position, int lanes, int height,
        int width, int map_height, int map_width, int top, int left) {
    long i = get_global_id(0);
    if (i >= vectors) return;
    int16 bits = as_int16(values[i]);
    int16 magnitudes = bits & MAGNITUDE_BITS;
    int16 kept = magnitudes > (int16)(cutoff_bits);
    if (any(magnitudes == (int16)(cutoff_bits))) {
        int of_lane[LANES], kept_lane[LANES];
        vstore16(magnitudes, 0, of_lane);
        vstore16(kept, 0, kept_lane);
        for (int lane = 0; lane < LANES; lane++)
            if (of_lane[lane] == cutoff_bits
                    && position_of(i * LANES + lane, lanes, height, width, map_height, map_width, top, left)
                            <= cutoff_position)
                kept_lane[lane] = -1;
        kept = vload16(0, kept_lane);
    }
    values[i] = as_float16(bits & kept);
}
