// Shared by the kernels that count digits of magnitudes in local memory: the highest eleven bits, then ten and ten.

#define ROUNDS 3
#define SHIFT(ROUND) ((ROUND) == 0 ? 20 : (ROUND) == 1 ? 10 : 0)
#define BITS(ROUND) ((ROUND) == 0 ? 11 : 10)

// Goes down the digits until `wanted` units are passed. found[] receives the digit, the number of its units that are
// wanted, and the number that there are. A group that is not CHOOSING only waits for its work-items.
#define CHOOSE_DIGIT_IF(CHOOSING, HISTOGRAM, DIGITS_OF_ROUND, WANTED)                                                  \
    {                                                                                                                  \
        int share = (DIGITS_OF_ROUND + GROUP - 1) / GROUP, highest = DIGITS_OF_ROUND - 1 - item * share;               \
        uint own = 0;                                                                                                  \
        for (int d = 0; d < share && highest - d >= 0; d++) own += HISTOGRAM[highest - d];                             \
        uint passed = sum_before_if(CHOOSING, sums, own);                                                              \
        if (CHOOSING && passed < WANTED && passed + own >= WANTED) {                                                   \
            int digit = highest;                                                                                       \
            while (passed + HISTOGRAM[digit] < WANTED) passed += HISTOGRAM[digit--];                                   \
            found[0] = digit;                                                                                          \
            found[1] = WANTED - passed;                                                                                \
            found[2] = HISTOGRAM[digit];                                                                               \
        }                                                                                                              \
        WAIT_FOR_GROUP;                                                                                                \
    }

#define CHOOSE_DIGIT(HISTOGRAM, DIGITS_OF_ROUND, WANTED) CHOOSE_DIGIT_IF(1, HISTOGRAM, DIGITS_OF_ROUND, WANTED)

// All values of a small map: each work-item has four vectors of four on their way at a time, since a group on its own
// would mostly wait for single values.
#define ON_THEIR_WAY 4
#define EACH_OF_SMALL(OF_FOUR, OF_ONE)                                                                                 \
    {                                                                                                                  \
        for (int begin = item; begin < size / 4; begin += ON_THEIR_WAY * GROUP) {                                      \
            float4 read[ON_THEIR_WAY];                                                                                 \
            UNROLL for (int j = 0; j < ON_THEIR_WAY; j++)                                                              \
                if (begin + j * GROUP < size / 4) read[j] = GLOBAL_4(values + 4 * (begin + j * GROUP));                \
            UNROLL for (int j = 0; j < ON_THEIR_WAY; j++)                                                              \
                if (begin + j * GROUP < size / 4) {                                                                    \
                    const int at = 4 * (begin + j * GROUP);                                                            \
                    float4 four = read[j];                                                                             \
                    OF_FOUR                                                                                            \
                }                                                                                                      \
        }                                                                                                              \
        if (item < (size & 3)) {                                                                                       \
            const int at = size / 4 * 4 + item;                                                                        \
            OF_ONE                                                                                                     \
        }                                                                                                              \
    }

#define COUNT(VALUE)                                                                                                   \
    {                                                                                                                  \
        uint magnitude = MAGNITUDE(VALUE);                                                                             \
        if (magnitude >> shift >> bits == prefix) atomic_inc(&histogram[magnitude >> shift & (digits - 1)]);           \
    }

#define KEPT(VALUE) (MAGNITUDE(VALUE) < prefix ? 0 : (VALUE))

// The state that each round on a large map passes to the next: the bits found so far, the number of units still wanted,
// the number of units of the last digit; and, during a round, the number of groups that have finished counting.
#define STATE_PREFIX 0
#define STATE_WANTED 1
#define STATE_COUNT 2
#define STATE_DONE 3
#define STATE_WORDS 4

// Ends a round: adds the counts of a group to the histogram of a map, which follows its state. The group that finishes last
// chooses the digit. The histogram and STATE_DONE are zero before and after a round.
void finish_round(
        __local uint *counts, __local uint *sums, __local uint *found, __global uint *state, int round, uint prefix,
        uint wanted) {
    __global uint *histogram = state + STATE_WORDS;
    const int item = get_local_id(0), bits = BITS(round), digits = 1 << bits;
    // An atomic function that has returned has also updated memory. Each work-item therefore uses the returned values
    // before the barrier, so that the group is reported as done only after all its counts are in memory.
    uint returned = 0;
    for (int d = item; d < digits; d += GROUP)
        if (counts[d] > 0) returned |= atomic_add(&histogram[d], counts[d]);
    sums[item] = returned;
    barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    if (item == 0) found[0] = atomic_inc(&state[STATE_DONE]) + 1 == get_num_groups(0);
    WAIT_FOR_GROUP;
    const int last = found[0];
    if (last)
        for (int d = item; d < digits; d += GROUP) counts[d] = atomic_xchg(&histogram[d], 0);
    WAIT_FOR_GROUP;
    CHOOSE_DIGIT_IF(last, counts, digits, wanted)
    if (last && item == 0) {
        state[STATE_PREFIX] = prefix << bits | found[0];
        state[STATE_WANTED] = found[1];
        state[STATE_COUNT] = found[2];
        state[STATE_DONE] = 0;
    }
}
