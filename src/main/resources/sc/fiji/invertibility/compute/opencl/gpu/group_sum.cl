// The sum over the items of a work-group, which all of them receive. GROUP is a power of two.

inline sum_t sum_of_group(__local sum_t *sums, sum_t own) {
    int item = get_local_id(0);
    WAIT_FOR_GROUP;
    sums[item] = own;
    WAIT_FOR_GROUP;
    for (int d = GROUP / 2; d > 0; d /= 2) {
        if (item < d) sums[item] += sums[item + d];
        WAIT_FOR_GROUP;
    }
    return sums[0];
}

// The largest value of the items, none of which is negative.
inline float largest_of_group(__local sum_t *sums, float own) {
    int item = get_local_id(0);
    WAIT_FOR_GROUP;
    sums[item] = own;
    WAIT_FOR_GROUP;
    for (int d = GROUP / 2; d > 0; d /= 2) {
        if (item < d) sums[item] = fmax(sums[item], sums[item + d]);
        WAIT_FOR_GROUP;
    }
    return sums[0];
}
