// Shared by the kernels that select units. GROUP, the size of work-groups, is a power of two.

// Magnitudes are compared by their bits, which order like the values, subnormal ones included.
#define DIGITS 2048
#define MAGNITUDE(V) (as_uint(V) & MAGNITUDE_BITS)

// Returns for each work-item the sum over the work-items before it.
inline uint sum_before(__local uint *sums, uint own) {
    int item = get_local_id(0);
    WAIT_FOR_GROUP;
    sums[item] = own;
    WAIT_FOR_GROUP;
    for (int d = 1; d < GROUP; d *= 2) {
        uint other = item >= d ? sums[item - d] : 0;
        WAIT_FOR_GROUP;
        sums[item] += other;
        WAIT_FOR_GROUP;
    }
    return sums[item] - own;
}

