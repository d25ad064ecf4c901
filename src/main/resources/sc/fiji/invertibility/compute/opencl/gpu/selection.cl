// The k largest units, by histograms in local memory of three digits of the magnitudes: the highest eleven bits, then
// ten and ten.

#define ROUNDS 3
#define SHIFT(ROUND) ((ROUND) == 0 ? 20 : (ROUND) == 1 ? 10 : 0)
#define BITS(ROUND) ((ROUND) == 0 ? 11 : 10)

// Goes down the digits until `wanted` units are passed. found[] receives the digit, the number of its units that are
// wanted, and the number that there are.
#define CHOOSE_DIGIT(HISTOGRAM, DIGITS_OF_ROUND, WANTED)                                                               \
    {                                                                                                                  \
        int share = (DIGITS_OF_ROUND + GROUP - 1) / GROUP, highest = DIGITS_OF_ROUND - 1 - item * share;               \
        uint own = 0;                                                                                                  \
        for (int d = 0; d < share && highest - d >= 0; d++) own += HISTOGRAM[highest - d];                             \
        uint passed = sum_before(sums, own);                                                                           \
        if (passed < WANTED && passed + own >= WANTED) {                                                               \
            int digit = highest;                                                                                       \
            while (passed + HISTOGRAM[digit] < WANTED) passed += HISTOGRAM[digit--];                                   \
            found[0] = digit;                                                                                          \
            found[1] = WANTED - passed;                                                                                \
            found[2] = HISTOGRAM[digit];                                                                               \
        }                                                                                                              \
        WAIT_FOR_GROUP;                                                                                                \
    }

// All values of a small map: each work-item has four vectors of four on their way at a time, since a group on its own
// would mostly wait for single values.
#define ON_THEIR_WAY 4
#define EACH_OF_SMALL(OF_FOUR, OF_ONE)                                                                                 \
    for (int begin = item; begin < size / 4; begin += ON_THEIR_WAY * GROUP) {                                          \
        float4 read[ON_THEIR_WAY];                                                                                     \
        UNROLL for (int j = 0; j < ON_THEIR_WAY; j++)                                                                  \
            if (begin + j * GROUP < size / 4) read[j] = GLOBAL_4(values + 4 * (begin + j * GROUP));                    \
        UNROLL for (int j = 0; j < ON_THEIR_WAY; j++)                                                                  \
            if (begin + j * GROUP < size / 4) {                                                                        \
                const int at = 4 * (begin + j * GROUP);                                                                \
                float4 four = read[j];                                                                                 \
                OF_FOUR                                                                                                \
            }                                                                                                          \
    }                                                                                                                  \
    if (item < (size & 3)) {                                                                                           \
        const int at = size / 4 * 4 + item;                                                                            \
        OF_ONE                                                                                                         \
    }

#define COUNT(VALUE)                                                                                                   \
    {                                                                                                                  \
        uint magnitude = MAGNITUDE(VALUE);                                                                             \
        if (magnitude >> shift >> bits == prefix) atomic_inc(&histogram[magnitude >> shift & (digits - 1)]);           \
    }

#define KEPT(VALUE) (MAGNITUDE(VALUE) < prefix ? 0 : (VALUE))

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
    WAIT_FOR_GROUP;
    if (!ties) {
        EACH_OF_SMALL(
                STORE_4((float4)(KEPT(four.x), KEPT(four.y), KEPT(four.z), KEPT(four.w)), values + at);,
                values[at] = KEPT(values[at]);)
        return;
    }
    int share = (size + GROUP - 1) / GROUP, last = min(size, (item + 1) * share);
    uint equal = 0;
    for (int i = item * share; i < last; i++) equal += MAGNITUDE(values[i]) == prefix;
    uint rank = sum_before(sums, equal);
    for (int i = item * share; i < last; i++) {
        uint magnitude = MAGNITUDE(values[i]);
        if (magnitude < prefix || magnitude == prefix && rank++ >= wanted) values[i] = 0;
    }
}

// The state that each round on a large map passes to the next: the bits found so far, the number of units still wanted,
// the number of units of the last digit; and, during a round, the number of groups that have finished counting.
#define STATE_PREFIX 0
#define STATE_WANTED 1
#define STATE_COUNT 2
#define STATE_DONE 3
#define STATE_WORDS 4

// One or two maps are selected from at a time, one along the second axis of the grid: while the last group of one chooses
// a digit, those of the other count. Each has a state and a histogram.
#define OF_MAP                                                                                                         \
    AT(values); AT(other_values); AT(state);                                                                           \
    if (get_group_id(1) > 0) values = other_values;                                                                    \
    state += get_group_id(1) * (STATE_WORDS + DIGITS);

// One round. The group that finishes last chooses the digit. The histogram follows the state; it and STATE_DONE are
// zero before and after a round.
__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void count_digits(
        PART(const float, values), PART(const float, other_values), long size, int round, uint k, PART(uint, state)) {
    OF_MAP
    __global uint *histogram = state + STATE_WORDS;
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
    // An atomic function that has returned has also updated memory. Each work-item therefore uses the returned values
    // before the barrier, so that the group is reported as done only after all its counts are in memory.
    uint returned = 0;
    for (int d = item; d < digits; d += GROUP)
        if (counts[d] > 0) returned |= atomic_add(&histogram[d], counts[d]);
    sums[item] = returned;
    barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    if (item == 0) found[0] = atomic_inc(&state[STATE_DONE]) + 1 == get_num_groups(0);
    WAIT_FOR_GROUP;
    if (!found[0]) return;
    for (int d = item; d < digits; d += GROUP) counts[d] = atomic_xchg(&histogram[d], 0);
    WAIT_FOR_GROUP;
    CHOOSE_DIGIT(counts, digits, wanted)
    if (item > 0) return;
    state[STATE_PREFIX] = prefix << bits | found[0];
    state[STATE_WANTED] = found[1];
    state[STATE_COUNT] = found[2];
    state[STATE_DONE] = 0;
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
    if (!TIES) return;
    if (get_local_id(0) == 0) sum = 0;
    WAIT_FOR_GROUP;
    long first = get_group_id(0) * share, last = min(size, first + share);
    uint own = 0;
    for (long i = first + get_local_id(0); i < last; i += GROUP) own += MAGNITUDE(values[i]) == state[STATE_PREFIX];
    if (own > 0) atomic_add(&sum, own);
    WAIT_FOR_GROUP;
    if (get_local_id(0) == 0) ties[get_group_id(0)] = sum;
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
    if (!TIES) {
        for (long i = first + item; i < last; i += GROUP)
            if (MAGNITUDE(values[i]) < least) values[i] = 0;
        return;
    }
    uint rank = 0;
    for (int g = 0; g < get_group_id(0); g++) rank += ties[g];
    for (long block = first; block < last; block += GROUP) {
        long i = block + item;
        uint magnitude = i < last ? MAGNITUDE(values[i]) : 0;
        uint equal = magnitude == least && i < last;
        uint before = sum_before(sums, equal);
        if (i < last && (magnitude < least || equal && rank + before >= wanted)) values[i] = 0;
        WAIT_FOR_GROUP;
        rank += sums[GROUP - 1];
    }
}
