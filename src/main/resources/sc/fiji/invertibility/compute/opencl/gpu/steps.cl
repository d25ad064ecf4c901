// The steps of one or two lengths from a code, for windows of 2×2, and the first round of selecting the largest units of
// each: their magnitudes are counted as they are written. A work-item has two windows beside one another at a time. The
// lengths are the third and fourth of the given words.

#define STEP(MU, VALUES, SWITCHES, COUNTS)                                                                             \
    {                                                                                                                  \
        float2 winner;                                                                                                 \
        int2 at;                                                                                                       \
        WINNER(MU, top.x, top.y, bottom.x, bottom.y, of_z.x, at_z.x, winner.x, at.x)                                   \
        WINNER(MU, top.z, top.w, bottom.z, bottom.w, of_z.y, at_z.y, winner.y, at.y)                                   \
        *(__global float2 *)((VALUES) + unit) = winner;                                                                \
        *(__global int2 *)((SWITCHES) + unit) = at;                                                                    \
        atomic_inc(&(COUNTS)[MAGNITUDE(winner.x) >> SHIFT(0)]);                                                        \
        atomic_inc(&(COUNTS)[MAGNITUDE(winner.y) >> SHIFT(0)]);                                                        \
    }

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void pool_and_count(
        PART(const float, g), PART(const float, z), PART(const int, z_switches), int z_top_left,
        PART(const float, lengths), PART(float, values), PART(int, switches), int selection, int two,
        PART(float, other_values), PART(int, other_switches), int k, PART(uint, state), PLANE_ARGUMENTS) {
    AT(g); AT(z); AT(z_switches); AT(lengths); AT(values); AT(switches); AT(other_values); AT(other_switches); AT(state);
    __local uint counts[2][DIGITS];
    __local uint sums[GROUP];
    __local uint found[3];
    const int item = get_local_id(0);
    for (int d = item; d < DIGITS; d += GROUP) counts[0][d] = counts[1][d] = 0;
    WAIT_FOR_GROUP;
    const uint size = (uint)channels * pooled_height * pooled_width;
    const float length = lengths[2], other_length = lengths[3];
    for (uint unit = 2 * get_global_id(0); unit < size; unit += 2 * get_global_size(0)) {
        // All rows of all channels follow one another, as maps have twice as many rows as codes.
        const uint row = unit / pooled_width, column = unit % pooled_width;
        __global const float *window = g + (size_t)2 * row * width + 2 * column;
        const float4 top = GLOBAL_4(window), bottom = GLOBAL_4(window + width);
        const float2 of_z = *(__global const float2 *)(z + unit);
        const int2 at_z = z_top_left ? (int2)(0) : *(__global const int2 *)(z_switches + unit);
        STEP(length, values, switches, counts[0])
        if (two) STEP(other_length, other_values, other_switches, counts[1])
    }
    for (int of = 0; of <= two; of++) {
        WAIT_FOR_GROUP;
        finish_round(counts[of], sums, found, state + of * (STATE_WORDS + DIGITS), 0, 0, k);
    }
}
