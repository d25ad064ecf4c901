// Shared by the kernels that select units. GROUP, the size of work-groups, is a power of two.

// Magnitudes are compared by their bits, which order like the values, subnormal ones included.
#define DIGITS 2048
#define MAGNITUDE(V) (as_uint(V) & MAGNITUDE_BITS)

// Returns for each work-item the sum over the work-items before it; anything, sooner, in a group that does not want it.
// Groups that need nothing more wait for their work-items like others, since PoCL 3.1 fails where a group returns before
// a barrier, or passes one only under a condition.
inline uint sum_before_if(int wanted, __local uint *sums, uint own) {
    int item = get_local_id(0);
    WAIT_FOR_GROUP;
    sums[item] = own;
    WAIT_FOR_GROUP;
    for (int d = wanted ? 1 : GROUP; d < GROUP; d *= 2) {
        uint other = item >= d ? sums[item - d] : 0;
        WAIT_FOR_GROUP;
        sums[item] += other;
        WAIT_FOR_GROUP;
    }
    return sums[item] - own;
}

inline uint sum_before(__local uint *sums, uint own) { return sum_before_if(1, sums, own); }
