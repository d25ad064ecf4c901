// Selection of units in codes that may be tiles of larger ones. The row-major position in the whole map of a tile's
// unit.
inline long position_of(long i, int height, int width, int map_height, int map_width, int top, int left) {
    int x = i % width, y = i / width % height;
    return ((i / width / height) * map_height + top + y) * map_width + left + x;
}

#define TILE_OF_MAP int height, int width, int map_height, int map_width, int top, int left

// Counts a digit of all magnitudes that begin with a prefix, or of the positions of units of one magnitude.
__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void count_digit_of_tile(
        PART(const float, values), long size, TILE_OF_MAP, int by_position, int shift, int bits, long prefix,
        int magnitude_bits, PART(uint, histogram)) {
    AT(values); AT(histogram);
    __local uint counts[DIGITS];
    const int item = get_local_id(0);
    for (int d = item; d < DIGITS; d += GROUP) counts[d] = 0;
    WAIT_FOR_GROUP;
    for (long i = get_global_id(0); i < size; i += get_global_size(0)) {
        long key = MAGNITUDE(values[i]);
        if (by_position) {
            if (key != magnitude_bits) continue;
            key = position_of(i, height, width, map_height, map_width, top, left);
        }
        if (key >> shift >> bits == prefix) atomic_inc(&counts[key >> shift & ((1 << bits) - 1)]);
    }
    WAIT_FOR_GROUP;
    for (int d = item; d < DIGITS; d += GROUP)
        if (counts[d] > 0) atomic_add(&histogram[d], counts[d]);
}

// Sets all units to zero except those above the cutoff, or equal to it up to a position.
__kernel void keep(PART(float, values), long size, TILE_OF_MAP, int cutoff_bits, long cutoff_position) {
    AT(values);
    long i = get_global_id(0);
    if (i >= size) return;
    int magnitude = MAGNITUDE(values[i]);
    if (magnitude < cutoff_bits
            || magnitude == cutoff_bits
                    && position_of(i, height, width, map_height, map_width, top, left) > cutoff_position)
        values[i] = 0;
}

// Lists units within a bracket of magnitudes, in any order: index, value and switch, `most` words of each, and how many
// there are, which may be more than are listed. `low` is at least 1.
__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void list_within(
        PART(const float, values), PART(const int, switches), int size, int low, int high, int most, PART(uint, listed),
        PART(int, list)) {
    AT(values); AT(switches); AT(listed); AT(list);
    __local uint sums[GROUP];
    __local uint first;
    const int item = get_local_id(0);
    for (int block = get_group_id(0) * GROUP; block < size; block += get_num_groups(0) * GROUP) {
        int i = block + item;
        float value = i < size ? values[i] : 0;
        int magnitude = MAGNITUDE(value);
        uint within = magnitude >= low && magnitude <= high;
        uint before = sum_before(sums, within);
        if (item == GROUP - 1) first = before + within > 0 ? atomic_add(listed, before + within) : 0;
        WAIT_FOR_GROUP;
        long at = (long)first + before;
        if (within && at < most) {
            list[at] = i;
            list[(long)most + at] = as_int(value);
            list[2 * (long)most + at] = switches[i];
        }
    }
}
