// Sums over whole maps, in double precision if the device has it. Each work-group writes partial sums, which are few
// enough to be added where they are needed. GROUP is a power of two.

#define PRODUCT(U, V) ((sum_t)(U) * (V))
#define SQUARED_DISTANCE(U, V) (((sum_t)(U) - (V)) * ((sum_t)(U) - (V)))

// Each work-item's share of a map, four values at a time; the remaining values go to single work-items.
#define EACH_FOUR(SIZE, OF_FOUR, OF_ONE)                                                                               \
    for (long i = get_global_id(0); i < (SIZE) / 4; i += get_global_size(0)) OF_FOUR                                   \
    if (get_global_id(0) < ((SIZE) & 3)) {                                                                             \
        long i = (SIZE) / 4 * 4 + get_global_id(0);                                                                    \
        OF_ONE                                                                                                         \
    }

#define SUM_PAIR(TERM, X, Y, SIZE)                                                                                     \
    EACH_FOUR(SIZE, {                                                                                                  \
        float4 a = GLOBAL_4(X + 4 * i);                                                                                \
        float4 b = GLOBAL_4(Y + 4 * i);                                                                                \
        sum += (TERM(a.x, b.x) + TERM(a.y, b.y)) + (TERM(a.z, b.z) + TERM(a.w, b.w));                                  \
    }, sum += TERM(X[i], Y[i]);)

// Up to four pairs, one along the second axis of the grid: partial sums [pair][group].
#define OF_FOUR_PAIRS(NAME, TERM)                                                                                      \
    __kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void NAME(                                             \
            PART(const float, x0), PART(const float, y0), long size0,                                                  \
            PART(const float, x1), PART(const float, y1), long size1,                                                  \
            PART(const float, x2), PART(const float, y2), long size2,                                                  \
            PART(const float, x3), PART(const float, y3), long size3,                                                  \
            int first_partial, PART(sum_t, partial)) {                                                                 \
        AT(x0); AT(y0); AT(x1); AT(y1); AT(x2); AT(y2); AT(x3); AT(y3); AT(partial);                                   \
        __local sum_t sums[GROUP];                                                                                     \
        int pair = get_group_id(1);                                                                                    \
        __global const float *x = pair == 0 ? x0 : pair == 1 ? x1 : pair == 2 ? x2 : x3;                               \
        __global const float *y = pair == 0 ? y0 : pair == 1 ? y1 : pair == 2 ? y2 : y3;                               \
        long size = pair == 0 ? size0 : pair == 1 ? size1 : pair == 2 ? size2 : size3;                                 \
        sum_t sum = 0;                                                                                                 \
        SUM_PAIR(TERM, x, y, size)                                                                                     \
        sum = sum_of_group(sums, sum);                                                                                 \
        if (get_local_id(0) == 0) partial[first_partial + pair * get_num_groups(0) + get_group_id(0)] = sum;           \
    }

OF_FOUR_PAIRS(dots, PRODUCT)
OF_FOUR_PAIRS(squared_distances, SQUARED_DISTANCE)

// The pairs of two batches.
#define OF_BATCH(NAME, TERM)                                                                                           \
    __kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void NAME(                                             \
            PART(const float, x), long x_step, PART(const float, y), long y_step, long size, int first_partial,        \
            PART(sum_t, partial)) {                                                                                    \
        AT(x); AT(y); AT(partial);                                                                                     \
        __local sum_t sums[GROUP];                                                                                     \
        x += get_group_id(1) * x_step;                                                                                 \
        y += get_group_id(1) * y_step;                                                                                 \
        sum_t sum = 0;                                                                                                 \
        SUM_PAIR(TERM, x, y, size)                                                                                     \
        sum = sum_of_group(sums, sum);                                                                                 \
        if (get_local_id(0) == 0) partial[first_partial + get_group_id(1) * get_num_groups(0) + get_group_id(0)] = sum; \
    }

OF_BATCH(dots_of_batch, PRODUCT)
OF_BATCH(squared_distances_of_batch, SQUARED_DISTANCE)

// A count in two parts, so that both are exact in single precision.
#define LOW_PART 4096

// Of up to four maps: the sums of the magnitudes and of their squares, the largest of them, and how many are not zero:
// partial results [map][of these five][group].
#define ADD_MAGNITUDE(V)                                                                                               \
    {                                                                                                                  \
        float magnitude = fabs(V);                                                                                     \
        sum += magnitude;                                                                                              \
        squares += (sum_t)magnitude * magnitude;                                                                       \
        largest = fmax(largest, magnitude);                                                                            \
        nonzeros += as_int(magnitude) != 0;                                                                            \
    }

#define ADD_MAGNITUDES(X, SIZE)                                                                                        \
    EACH_FOUR(SIZE, {                                                                                                  \
        float4 v = GLOBAL_4(X + 4 * i);                                                                                \
        ADD_MAGNITUDE(v.x) ADD_MAGNITUDE(v.y) ADD_MAGNITUDE(v.z) ADD_MAGNITUDE(v.w)                                    \
    }, ADD_MAGNITUDE(X[i]))

// Writes a map's partial results; all work-items of a group take part.
void store_magnitudes(
        __local sum_t *sums, sum_t sum, sum_t squares, float largest, int nonzeros, int map, int first_partial,
        __global sum_t *partial) {
    int groups = get_num_groups(0);
    sum = sum_of_group(sums, sum);
    squares = sum_of_group(sums, squares);
    largest = largest_of_group(sums, largest);
    sum_t low = sum_of_group(sums, nonzeros % LOW_PART), high = sum_of_group(sums, nonzeros / LOW_PART);
    if (get_local_id(0) > 0) return;
    partial += first_partial + map * 5 * groups + get_group_id(0);
    partial[0] = sum;
    partial[groups] = squares;
    partial[2 * groups] = largest;
    partial[3 * groups] = low;
    partial[4 * groups] = high;
}

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void magnitudes(
        PART(const float, x0), long size0, PART(const float, x1), long size1, PART(const float, x2), long size2,
        PART(const float, x3), long size3, int first_partial, PART(sum_t, partial)) {
    AT(x0); AT(x1); AT(x2); AT(x3); AT(partial);
    __local sum_t sums[GROUP];
    int map = get_group_id(1);
    __global const float *x = map == 0 ? x0 : map == 1 ? x1 : map == 2 ? x2 : x3;
    long size = map == 0 ? size0 : map == 1 ? size1 : map == 2 ? size2 : size3;
    sum_t sum = 0, squares = 0;
    float largest = 0;
    int nonzeros = 0;
    ADD_MAGNITUDES(x, size)
    store_magnitudes(sums, sum, squares, largest, nonzeros, map, first_partial, partial);
}

// The same of `maps` maps, at most four, and behind them the squared distances of at most four pairs, each in the place of
// a map's first result. Groups of pairs pass the same barriers, and find zeros in the places of the other results.
__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void norms_and_distances(
        int maps,
        PART(const float, x0), long size0, PART(const float, x1), long size1,
        PART(const float, x2), long size2, PART(const float, x3), long size3,
        PART(const float, u0), PART(const float, v0), long pair_size0,
        PART(const float, u1), PART(const float, v1), long pair_size1,
        PART(const float, u2), PART(const float, v2), long pair_size2,
        PART(const float, u3), PART(const float, v3), long pair_size3, int first_partial, PART(sum_t, partial)) {
    AT(x0); AT(x1); AT(x2); AT(x3); AT(u0); AT(v0); AT(u1); AT(v1); AT(u2); AT(v2); AT(u3); AT(v3); AT(partial);
    __local sum_t sums[GROUP];
    int map = get_group_id(1), pair = map - maps;
    sum_t sum = 0, squares = 0;
    float largest = 0;
    int nonzeros = 0;
    if (pair < 0) {
        __global const float *x = map == 0 ? x0 : map == 1 ? x1 : map == 2 ? x2 : x3;
        long size = map == 0 ? size0 : map == 1 ? size1 : map == 2 ? size2 : size3;
        ADD_MAGNITUDES(x, size)
    } else {
        __global const float *u = pair == 0 ? u0 : pair == 1 ? u1 : pair == 2 ? u2 : u3;
        __global const float *v = pair == 0 ? v0 : pair == 1 ? v1 : pair == 2 ? v2 : v3;
        long size = pair == 0 ? pair_size0 : pair == 1 ? pair_size1 : pair == 2 ? pair_size2 : pair_size3;
        SUM_PAIR(SQUARED_DISTANCE, u, v, size)
    }
    store_magnitudes(sums, sum, squares, largest, nonzeros, map, first_partial, partial);
}

// Of two codes whose windows do not overlap: ‖a − b‖², and whether the supports differ. Equal positions differ by their
// values, others by both.
#define ADD_DIFFERENCE(SUM, CHANGES, U, V, SAME)                                                                       \
    {                                                                                                                  \
        int u_zero = (as_int(U) & MAGNITUDE_BITS) == 0, v_zero = (as_int(V) & MAGNITUDE_BITS) == 0;                    \
        CHANGES |= u_zero != v_zero || !(SAME) && !u_zero;                                                             \
        SUM += (SAME) ? SQUARED_DISTANCE(U, V) : PRODUCT(U, U) + PRODUCT(V, V);                                        \
    }

#define SWITCHES_4(SWITCHES) (top_left ? (int4)(0) : *(__global const int4 *)((SWITCHES) + 4 * i))

#define ADD_FOUR(SUM, CHANGES, A, A_SWITCHES)                                                                          \
    {                                                                                                                  \
        float4 u = GLOBAL_4(A + 4 * i);                                                                                \
        int4 at = SWITCHES_4(A_SWITCHES);                                                                              \
        ADD_DIFFERENCE(SUM, CHANGES, u.x, v.x, at.x == bt.x)                                                           \
        ADD_DIFFERENCE(SUM, CHANGES, u.y, v.y, at.y == bt.y)                                                           \
        ADD_DIFFERENCE(SUM, CHANGES, u.z, v.z, at.z == bt.z)                                                           \
        ADD_DIFFERENCE(SUM, CHANGES, u.w, v.w, at.w == bt.w)                                                           \
    }

#define ADD_ONE(SUM, CHANGES, A, A_SWITCHES)                                                                           \
    ADD_DIFFERENCE(SUM, CHANGES, A[i], b[i], top_left || A_SWITCHES[i] == b_switches[i])

#define READ_B                                                                                                         \
    float4 v = GLOBAL_4(b + 4 * i);                                                                                    \
    int4 bt = SWITCHES_4(b_switches);

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void code_difference(
        PART(const float, a), PART(const int, a_switches), PART(const float, b), PART(const int, b_switches),
        int top_left, long size, int first_partial, PART(sum_t, partial)) {
    AT(a); AT(a_switches); AT(b); AT(b_switches); AT(partial);
    __local sum_t sums[GROUP];
    sum_t sum = 0;
    int changes = 0;
    EACH_FOUR(size, {
        READ_B
        ADD_FOUR(sum, changes, a, a_switches)
    }, ADD_ONE(sum, changes, a, a_switches))
    sum = sum_of_group(sums, sum);
    sum_t changed = sum_of_group(sums, changes);
    if (get_local_id(0) > 0) return;
    partial[first_partial + get_group_id(0)] = sum;
    partial[first_partial + get_num_groups(0) + get_group_id(0)] = changed;
}

// ‖x − y‖² and ‖x‖².
#define ADD_SIGNAL(DISTANCE, NORM, X)                                                                                  \
    EACH_FOUR(signal_size, {                                                                                           \
        float4 u = GLOBAL_4(X + 4 * i);                                                                                \
        float4 v = GLOBAL_4(y + 4 * i);                                                                                \
        DISTANCE += (SQUARED_DISTANCE(u.x, v.x) + SQUARED_DISTANCE(u.y, v.y))                                          \
                + (SQUARED_DISTANCE(u.z, v.z) + SQUARED_DISTANCE(u.w, v.w));                                           \
        NORM += (PRODUCT(u.x, u.x) + PRODUCT(u.y, u.y)) + (PRODUCT(u.z, u.z) + PRODUCT(u.w, u.w));                     \
    }, {                                                                                                               \
        DISTANCE += SQUARED_DISTANCE(X[i], y[i]);                                                                      \
        NORM += PRODUCT(X[i], X[i]);                                                                                   \
    })

// What the host reads with the differences, as the partial results of one more sum; of two, if a length is in two parts.
#define PASS_LENGTH(RESULT)                                                                                            \
    for (int i = 0; i < (int)(sizeof(exact_t) / sizeof(sum_t)); i++)                                                   \
        partial[((RESULT) + i) * groups] = has_length && get_group_id(0) == 0 ? length[i] : 0;

// The same as code_difference, and of two signals ‖x − y‖² and ‖x‖², by other groups: partial results [of these
// four][group], followed by those of a given length.
__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void code_and_signal_difference(
        PART(const float, a), PART(const int, a_switches), PART(const float, b), PART(const int, b_switches),
        int top_left, long size, PART(const float, x), PART(const float, y), long signal_size,
        PART(const sum_t, length), int has_length, int first_partial, PART(sum_t, partial)) {
    AT(a); AT(a_switches); AT(b); AT(b_switches); AT(x); AT(y); AT(length); AT(partial);
    __local sum_t sums[GROUP];
    const int groups = get_num_groups(0), of_signals = get_group_id(1);
    // All groups pass the barriers after the branches, since some compilers for processors fail on barriers within a
    // branch.
    sum_t first = 0, second = 0;
    int changes = 0;
    if (of_signals) {
        ADD_SIGNAL(first, second, x)
    } else {
        EACH_FOUR(size, {
            READ_B
            ADD_FOUR(first, changes, a, a_switches)
        }, ADD_ONE(first, changes, a, a_switches))
        second = changes;
    }
    first = sum_of_group(sums, first);
    second = sum_of_group(sums, second);
    if (get_local_id(0) > 0) return;
    partial += first_partial + get_group_id(0);
    if (of_signals) PASS_LENGTH(4)
    partial += 2 * of_signals * groups;
    partial[0] = first;
    partial[groups] = second;
}

// Of two codes with their signals, each compared with the same code, which is read once: partial results [code][of these
// four][group], and those of the length.
__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void two_code_and_signal_differences(
        PART(const float, a), PART(const int, a_switches), PART(const float, c), PART(const int, c_switches),
        PART(const float, b), PART(const int, b_switches), int top_left, long size, PART(const float, x),
        PART(const float, w), PART(const float, y), long signal_size, PART(const sum_t, length), int has_length,
        int first_partial, PART(sum_t, partial)) {
    AT(a); AT(a_switches); AT(c); AT(c_switches); AT(b); AT(b_switches); AT(x); AT(w); AT(y); AT(length); AT(partial);
    __local sum_t sums[GROUP];
    const int groups = get_num_groups(0), of_signals = get_group_id(1);
    sum_t first = 0, second = 0, third = 0, fourth = 0;
    int changes = 0, other_changes = 0;
    if (of_signals) {
        ADD_SIGNAL(first, second, x)
        ADD_SIGNAL(third, fourth, w)
    } else {
        EACH_FOUR(size, {
            READ_B
            ADD_FOUR(first, changes, a, a_switches)
            ADD_FOUR(third, other_changes, c, c_switches)
        }, {
            ADD_ONE(first, changes, a, a_switches)
            ADD_ONE(third, other_changes, c, c_switches)
        })
        second = changes;
        fourth = other_changes;
    }
    first = sum_of_group(sums, first);
    second = sum_of_group(sums, second);
    third = sum_of_group(sums, third);
    fourth = sum_of_group(sums, fourth);
    if (get_local_id(0) > 0) return;
    partial += first_partial + get_group_id(0);
    if (of_signals) PASS_LENGTH(8)
    partial += 2 * of_signals * groups;
    partial[0] = first;
    partial[groups] = second;
    partial[4 * groups] = third;
    partial[5 * groups] = fourth;
}

// The same of two dense maps.
__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void map_difference(
        PART(const float, a), PART(const float, b), long size, int first_partial, PART(sum_t, partial)) {
    AT(a); AT(b); AT(partial);
    __local sum_t sums[GROUP];
    sum_t sum = 0;
    int changes = 0;
    for (long i = get_global_id(0); i < size; i += get_global_size(0)) ADD_DIFFERENCE(sum, changes, a[i], b[i], 1)
    sum = sum_of_group(sums, sum);
    sum_t changed = sum_of_group(sums, changes);
    if (get_local_id(0) > 0) return;
    partial[first_partial + get_group_id(0)] = sum;
    partial[first_partial + get_num_groups(0) + get_group_id(0)] = changed;
}

// How one or two signals u changed since another one, v, that is, ‖x − u‖², ‖x − v‖², ‖u − v‖² and ‖u‖² for an input x:
// partial results [signal][of these four][group], followed by those of a given length.
#define ADD_CHANGE(U, V, X)                                                                                            \
    {                                                                                                                  \
        error += SQUARED_DISTANCE(X, U);                                                                               \
        before += SQUARED_DISTANCE(X, V);                                                                              \
        distance += SQUARED_DISTANCE(U, V);                                                                            \
        norm += PRODUCT(U, U);                                                                                         \
    }

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void signal_changes(
        PART(const float, u), PART(const float, w), PART(const float, v), PART(const float, x), long size,
        PART(const sum_t, length), int has_length, int first_partial, PART(sum_t, partial)) {
    AT(u); AT(w); AT(v); AT(x); AT(length); AT(partial);
    __local sum_t sums[GROUP];
    const int groups = get_num_groups(0), signal = get_group_id(1);
    __global const float *signal_values = signal == 0 ? u : w;
    sum_t error = 0, before = 0, distance = 0, norm = 0;
    EACH_FOUR(size, {
        float4 a = GLOBAL_4(signal_values + 4 * i);
        float4 b = GLOBAL_4(v + 4 * i);
        float4 c = GLOBAL_4(x + 4 * i);
        ADD_CHANGE(a.x, b.x, c.x)
        ADD_CHANGE(a.y, b.y, c.y)
        ADD_CHANGE(a.z, b.z, c.z)
        ADD_CHANGE(a.w, b.w, c.w)
    }, ADD_CHANGE(signal_values[i], v[i], x[i]))
    error = sum_of_group(sums, error);
    before = sum_of_group(sums, before);
    distance = sum_of_group(sums, distance);
    norm = sum_of_group(sums, norm);
    if (get_local_id(0) > 0) return;
    partial += first_partial + get_group_id(0);
    if (signal == 0) PASS_LENGTH(4 * get_num_groups(1))
    partial += 4 * signal * groups;
    partial[0] = error;
    partial[groups] = before;
    partial[2 * groups] = distance;
    partial[3 * groups] = norm;
}

// The second stage: a work-group adds the partial sums of one result. Of every `kinds` results, the one at index
// `of_largest` is a maximum instead (−1 for none).
__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void finish(
        PART(const sum_t, partial), int first_partial, int groups, int kinds, int of_largest, int first_result,
        PART(sum_t, results)) {
    AT(partial); AT(results);
    __local sum_t sums[GROUP];
    int result = get_group_id(0), item = get_local_id(0);
    partial += first_partial + result * groups;
    sum_t sum = 0;
    float largest = 0;
    for (int i = item; i < groups; i += GROUP) {
        sum += partial[i];
        largest = fmax(largest, (float)partial[i]);
    }
    sum = sum_of_group(sums, sum);
    largest = largest_of_group(sums, largest);
    if (result % kinds == of_largest) sum = largest;
    if (item == 0) results[first_result + result] = sum;
}

// A length: the quotient of two sums whose parts follow one another, or 1 if the second one is zero; after it, as floats,
// it divided by each of two numbers.
__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void exact_lengths(
        PART(const sum_t, partial), int of_first, int of_second, EXACT_ARGUMENT(divisor), EXACT_ARGUMENT(other_divisor),
        PART(exact_t, length)) {
    AT(partial); AT(length);
    __local exact_t firsts[GROUP], seconds[GROUP];
    const int item = get_local_id(0);
    exact_t first = 0, second = 0;
    for (int i = item; i < of_first; i += GROUP) first = exact_sum(first, EXACT(partial[i]));
    for (int i = item; i < of_second; i += GROUP) second = exact_sum(second, EXACT(partial[of_first + i]));
    firsts[item] = first;
    seconds[item] = second;
    WAIT_FOR_GROUP;
    for (int d = GROUP / 2; d > 0; d /= 2) {
        if (item < d) {
            firsts[item] = exact_sum(firsts[item], firsts[item + d]);
            seconds[item] = exact_sum(seconds[item], seconds[item + d]);
        }
        WAIT_FOR_GROUP;
    }
    if (item > 0) return;
    const exact_t exact = ROUNDED(seconds[0]) == 0 ? EXACT(1) : exact_quotient(firsts[0], seconds[0]);
    *length = exact;
    __global float *shorter = (__global float *)(length + 1);
    shorter[0] = ROUNDED(exact_quotient(exact, EXACT_OF(divisor)));
    shorter[1] = ROUNDED(exact_quotient(exact, EXACT_OF(other_divisor)));
}
