// The k largest units, by histograms of three digits of the magnitudes.

// For small maps: a work-group selects from a whole map, one of a batch. 0 < k.
__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void keep_largest_of_small(
        PART(float, values), long step, int size, int k) {
    AT(values);
    __local uint histogram[DIGITS];
    __local uint sums[GROUP];
    __local uint found[3];
    values += get_group_id(0) * step;
    const int item = get_local_id(0);
    uint prefix = 0, wanted = k;
    for (int round = 0; round < ROUNDS; round++) {
        int shift = SHIFT(round), bits = BITS(round), digits = 1 << bits;
        for (int d = item; d < digits; d += GROUP) histogram[d] = 0;
        WAIT_FOR_GROUP;
        EACH_OF_SMALL(COUNT(four.x) COUNT(four.y) COUNT(four.z) COUNT(four.w), COUNT(values[at]))
        WAIT_FOR_GROUP;
        CHOOSE_DIGIT(histogram, digits, wanted)
        prefix = prefix << bits | found[0];
        wanted = found[1];
    }
    int ties = found[2] > wanted && prefix > 0;
    // Work-items write what others have read before.
    barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    if (!ties)
        EACH_OF_SMALL(
                STORE_4((float4)(KEPT(four.x), KEPT(four.y), KEPT(four.z), KEPT(four.w)), values + at);,
                values[at] = KEPT(values[at]);)
    int share = (size + GROUP - 1) / GROUP, first = ties ? item * share : size, last = min(size, (item + 1) * share);
    uint equal = 0;
    for (int i = first; i < last; i++) equal += MAGNITUDE(values[i]) == prefix;
    uint rank = sum_before_if(ties, sums, equal);
    for (int i = first; i < last; i++) {
        uint magnitude = MAGNITUDE(values[i]);
        if (magnitude < prefix || magnitude == prefix && rank++ >= wanted) values[i] = 0;
    }
}

// One or two maps are selected from at a time, one along the second axis of the grid: while the last group of one chooses
// a digit, those of the other count. Each has a state and a histogram.
#define OF_MAP                                                                                                         \
    AT(values); AT(other_values); AT(state);                                                                           \
    if (get_group_id(1) > 0) values = other_values;                                                                    \
    state += get_group_id(1) * (STATE_WORDS + DIGITS);

// One round.
__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void count_digits(
        PART(const float, values), PART(const float, other_values), long size, int round, uint k, PART(uint, state)) {
    OF_MAP
    __local uint counts[DIGITS];
    __local uint sums[GROUP];
    __local uint found[3];
    const int item = get_local_id(0), shift = SHIFT(round), bits = BITS(round), digits = 1 << bits;
    for (int d = item; d < digits; d += GROUP) counts[d] = 0;
    WAIT_FOR_GROUP;
    const uint prefix = round == 0 ? 0 : state[STATE_PREFIX], wanted = round == 0 ? k : state[STATE_WANTED];
    for (long i = get_global_id(0); i < size; i += get_global_size(0)) {
        uint magnitude = MAGNITUDE(values[i]);
        if (magnitude >> shift >> bits == prefix) atomic_inc(&counts[magnitude >> shift & (digits - 1)]);
    }
    WAIT_FOR_GROUP;
    finish_round(counts, sums, found, state, round, prefix, wanted);
}

// Whether only some of the units with the last magnitude are kept.
#define TIES (state[STATE_COUNT] > state[STATE_WANTED] && state[STATE_PREFIX] > 0)

// Counts the units with the last magnitude in each work-group's share, if only some are kept.
__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void count_ties(
        PART(const float, values), PART(const float, other_values), long size, long share, PART(const uint, state),
        PART(uint, ties)) {
    OF_MAP
    AT(ties);
    ties += get_group_id(1) * get_num_groups(0);
    __local uint sum;
    const int counting = TIES;
    if (get_local_id(0) == 0) sum = 0;
    WAIT_FOR_GROUP;
    long first = get_group_id(0) * share, last = counting ? min(size, first + share) : first;
    uint own = 0;
    for (long i = first + get_local_id(0); i < last; i += GROUP) own += MAGNITUDE(values[i]) == state[STATE_PREFIX];
    if (own > 0) atomic_add(&sum, own);
    WAIT_FOR_GROUP;
    if (counting && get_local_id(0) == 0) ties[get_group_id(0)] = sum;
}

// Sets units to zero if they are smaller than the last magnitude, or equal to it and beyond the first wanted ones.
__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void keep_found(
        PART(float, values), PART(float, other_values), long size, long share, PART(const uint, state),
        PART(const uint, ties)) {
    OF_MAP
    AT(ties);
    ties += get_group_id(1) * get_num_groups(0);
    __local uint sums[GROUP];
    const uint least = state[STATE_PREFIX], wanted = state[STATE_WANTED];
    const int item = get_local_id(0);
    long first = get_group_id(0) * share, last = min(size, first + share);
    const int counted = TIES;
    if (!counted)
        for (long i = first + item; i < last; i += GROUP)
            if (MAGNITUDE(values[i]) < least) values[i] = 0;
    uint rank = 0;
    for (int g = 0; counted && g < get_group_id(0); g++) rank += ties[g];
    for (long block = first; counted && block < last; block += GROUP) {
        long i = block + item;
        uint magnitude = i < last ? MAGNITUDE(values[i]) : 0;
        uint equal = magnitude == least && i < last;
        uint before = sum_before(sums, equal);
        if (i < last && (magnitude < least || equal && rank + before >= wanted)) values[i] = 0;
        WAIT_FOR_GROUP;
        rank += sums[GROUP - 1];
    }
}
