// Codes without their zeros. Units are in blocks of the size of a work-group, of which whole words of bits can be made.
// A stored code is a counter of its units; the number of units before each block, in the order in which blocks were
// stored; a bit for each unit; the values of those that are stored, `stored` words; and their switches, one byte each.

#define BITS 32
#define BLOCKS ((size + GROUP - 1) / GROUP)

#define PARTS_OF_CODE(TYPE, BYTES)                                                                                     \
    TYPE *starts = code + 1;                                                                                           \
    TYPE *masks = starts + BLOCKS;                                                                                     \
    TYPE *packed = masks + (size_t)BLOCKS * (GROUP / BITS);                                                            \
    BYTES *places = (BYTES *)(packed + stored);

// Zeros do not count: `low`, the bits of the smallest magnitude, is at least 1.
__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void count_units(
        PART(const float, values), int size, uint low, PART(uint, count)) {
    AT(values); AT(count);
    __local uint sum;
    if (get_local_id(0) == 0) sum = 0;
    WAIT_FOR_GROUP;
    uint own = 0;
    for (long i = get_global_id(0); i < size; i += get_global_size(0)) own += MAGNITUDE(values[i]) >= low;
    if (own > 0) atomic_add(&sum, own);
    WAIT_FOR_GROUP;
    if (get_local_id(0) == 0 && sum > 0) atomic_add(count, sum);
}

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void store_units(
        PART(const float, values), PART(const int, switches), int size, uint low, int stored, PART(uint, code)) {
    AT(values); AT(switches); AT(code);
    PARTS_OF_CODE(__global uint, __global uchar)
    __local uint sums[GROUP];
    __local uint bits[GROUP / BITS];
    __local uint first;
    const int item = get_local_id(0);
    for (int block = get_group_id(0); block < BLOCKS; block += get_num_groups(0)) {
        const long i = (long)block * GROUP + item;
        const float value = i < size ? values[i] : 0;
        const uint is_stored = MAGNITUDE(value) >= low;
        if (item < GROUP / BITS) bits[item] = 0;
        const uint before = sum_before(sums, is_stored);
        if (is_stored) atomic_or(&bits[item / BITS], 1u << item % BITS);
        if (item == GROUP - 1) starts[block] = first = atomic_add(code, before + is_stored);
        WAIT_FOR_GROUP;
        if (item < GROUP / BITS) masks[(size_t)block * (GROUP / BITS) + item] = bits[item];
        if (is_stored) {
            packed[first + before] = as_uint(value);
            places[first + before] = switches[i];
        }
    }
}

// Units below `low` become zero.
__kernel void restore_units(
        PART(const uint, code), int size, uint low, int stored, PART(float, values), PART(int, switches)) {
    AT(code); AT(values); AT(switches);
    const long i = get_global_id(0);
    if (i >= size) return;
    PARTS_OF_CODE(__global const uint, __global const uchar)
    const size_t word = i / BITS;
    const uint bit = 1u << i % BITS;
    if (!(masks[word] & bit)) {
        values[i] = 0;
        switches[i] = 0;
        return;
    }
    size_t unit = starts[i / GROUP] + popcount(masks[word] & (bit - 1));
    for (size_t before = i / GROUP * (GROUP / BITS); before < word; before++) unit += popcount(masks[before]);
    values[i] = MAGNITUDE(as_float(packed[unit])) >= low ? as_float(packed[unit]) : 0;
    switches[i] = places[unit];
}

// Sets listed units to zero. `list` has their indices, and receives their values and their switches after them.
__kernel void take_units(PART(float, values), PART(const int, switches), int listed, PART(int, list)) {
    AT(values); AT(switches); AT(list);
    const int i = get_global_id(0);
    if (i >= listed) return;
    const int unit = list[i];
    list[listed + i] = as_int(values[unit]);
    list[2 * (long)listed + i] = switches[unit];
    values[unit] = 0;
}
