// Maps from integers, each of which stands for a value of its channel: the values of all channels come first, from that
// of the lowest integer on, then the slices of integers, each beginning with a new word. Values are copied as bits. An
// integer that has no value, since the image changed while it was read, stands for the one at that end.

#define LOOK_UP_ARGUMENTS                                                                                              \
    PART(const int, words), long first_sample, long words_of_slice, int lowest, int levels, PART(int, map), long pixels

// With CHANNELS in each `sample` of a slice.
#define LOOK_UP(TYPE, CHANNELS, INTEGER)                                                                               \
    AT(words); AT(map);                                                                                                \
    const long i = get_global_id(0);                                                                                   \
    const int channel = get_global_id(1);                                                                              \
    if (i >= pixels) return;                                                                                           \
    const TYPE sample = ((__global const TYPE *)(words + first_sample + channel / CHANNELS * words_of_slice))[i];      \
    const int level = clamp((int)(INTEGER) - lowest, 0, levels - 1);                                                   \
    map[channel * pixels + i] = words[(long)channel * levels + level];

__kernel void look_up_bytes(LOOK_UP_ARGUMENTS) {
    LOOK_UP(uchar, 1, sample)
}

__kernel void look_up_shorts(LOOK_UP_ARGUMENTS) {
    LOOK_UP(ushort, 1, sample)
}

__kernel void look_up_packed_rgb(LOOK_UP_ARGUMENTS) {
    LOOK_UP(uint, 3, sample >> (16 - 8 * (channel % 3)) & 0xff)
}
