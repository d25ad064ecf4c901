// Linear algebra on whole maps. A map is read as a row of float16; the words after its last value, up to the end of the
// vector, belong to the buffer and are ignored.

__kernel void axpy(float a, __global const float16 *x, __global float16 *y, long vectors) {
    long i = get_global_id(0);
    if (i < vectors) y[i] += a * x[i];
}

__kernel void combine(
        float a, float b, __global const float16 *x, __global const float16 *y, __global float16 *result, long vectors) {
    long i = get_global_id(0);
    if (i < vectors) result[i] = a * x[i] + b * y[i];
}

__kernel void scale(float a, __global float16 *x, long vectors) {
    long i = get_global_id(0);
    if (i < vectors) x[i] *= a;
}

__kernel void clear(__global float16 *x, long vectors) {
    long i = get_global_id(0);
    if (i < vectors) x[i] = (float16)(0);
}

__kernel void copy(__global const float16 *x, __global float16 *y, long vectors) {
    long i = get_global_id(0);
    if (i < vectors) y[i] = x[i];
}

// Some rows of all blocks, of `words` values together, followed by zeros; sixteen values per work-item.
__kernel void copy_rows(
        __global const float *from, long from_block, long from_first, __global float *to, long to_block,
        long to_first, long words, long zeros) {
    long i = get_global_id(0) * LANES;
    size_t block = get_global_id(1);
    from += block * from_block + from_first;
    to += block * to_block + to_first;
    if (i + LANES <= words) vstore16(vload16(0, from + i), 0, to + i);
    else if (i >= words && i + LANES <= words + zeros) vstore16((float16)(0), 0, to + i);
    else
        for (; i < min(words + zeros, (long)get_global_id(0) * LANES + LANES); i++) to[i] = i < words ? from[i] : 0;
}

// Comparisons that fail for NaN, and never leave a negative zero.
__kernel void rectify(__global const float16 *x, __global float16 *y, long vectors) {
    long i = get_global_id(0);
    if (i < vectors) y[i] = select((float16)(0), x[i], x[i] > (float16)(0));
}

// Integer tests distinguish subnormal values from zero on devices whose comparisons do not.
__kernel void mask(__global const float16 *x, __global const float16 *where, __global float16 *y, long vectors) {
    long i = get_global_id(0);
    if (i < vectors) y[i] = select(x[i], (float16)(0), (as_int16(where[i]) & MAGNITUDE_BITS) == (int16)(0));
}

__kernel void soft_threshold(float threshold, __global float16 *x, long vectors) {
    long i = get_global_id(0);
    if (i < vectors) x[i] = fmax(x[i] - threshold, (float16)(0)) + fmin(x[i] + threshold, (float16)(0));
}

// Local response normalisation across channels, one value per work-item. Empty lanes are zero, and stay so.
__kernel void normalise(
        __global const float *h, __global float *normalised, long pixels, int channels, int lanes,
        int half_size, float factor, float exponent, float constant_term) {
    long i = get_global_id(0);
    int block = get_global_id(1);
    if (i >= pixels * lanes) return;
    size_t pixel = i / lanes;
    int channel = block * lanes + i % lanes;
    int last = min(channels - 1, channel + half_size);
    float squares = 0;
    for (int c = max(0, channel - half_size); c <= last; c++) {
        float v = h[((size_t)(c / lanes) * pixels + pixel) * lanes + c % lanes];
        squares += v * v;
    }
    size_t at = (size_t)block * pixels * lanes + i;
    normalised[at] = h[at] * powr(constant_term + factor * squares, exponent);
}

// The results of a reduction lie in one buffer, possibly after those of others: the partial sums of all work-items,
// then any other results. Each work-item gives one partial sum, over neighbouring vectors.
#define PRODUCT(u, v) ((u) * (v))
#define SQUARED_DISTANCE(u, v) (((u) - (v)) * ((u) - (v)))

#define PAIRS(NAME, TERM)                                                                                    \
    __kernel void NAME(                                                                                      \
            __global const float *x, __global const float *y, long size, long share, int first_partial,      \
            __global sum_t *partial) {                                                                       \
        long item = get_global_id(0);                                                                        \
        long vectors = size / LANES;                                                                         \
        long first = item * share;                                                                           \
        long last = min(first + share, vectors);                                                             \
        sums_t sums = (sums_t)(0);                                                                           \
        for (long i = first; i < last; i++) sums += TERM(SUM(vload16(i, x)), SUM(vload16(i, y)));            \
        sum_t sum = lanes_s(sums);                                                                           \
        if (item == 0)                                                                                       \
            for (long i = vectors * LANES; i < size; i++) sum += TERM((sum_t)x[i], (sum_t)y[i]);             \
        partial[first_partial + item] = sum;                                                                 \
    }

PAIRS(dot_partial, PRODUCT)
PAIRS(distance_partial, SQUARED_DISTANCE)

// ‖a − b‖² of two dense maps, and the number of positions where only one of them is not zero.
__kernel void difference_partial(
        __global const float *x, __global const float *y, long size, long share, int first_partial,
        __global sum_t *partial) {
    long item = get_global_id(0);
    partial += first_partial;
    __global int *changed = (__global int *)(partial + get_global_size(0));
    long first = item * share;
    long last = min(first + share, size);
    sum_t sum = 0;
    int changes = 0;
    for (long i = first; i < last; i++) {
        sum_t difference = (sum_t)x[i] - (sum_t)y[i];
        sum += difference * difference;
        changes |= (as_int(x[i]) & MAGNITUDE_BITS) == 0 ^ (as_int(y[i]) & MAGNITUDE_BITS) == 0;
    }
    partial[item] = sum;
    changed[item] = changes;
}

// The same for two codes whose windows do not overlap: units at equal positions differ by their values, at different
// positions by both.
__kernel void code_difference_partial(
        __global const float *a, __global const int *a_places, __global const float *b,
        __global const int *b_places, int top_left, long size, long share, int first_partial,
        __global sum_t *partial) {
    long item = get_global_id(0);
    partial += first_partial;
    __global int *changed = (__global int *)(partial + get_global_size(0));
    long vectors = size / LANES;
    long first = item * share;
    long last = min(first + share, vectors);
    sums_t sums = (sums_t)(0);
    int16 changes = (int16)(0);
    for (long i = first; i < last; i++) {
        int16 u = vload16(i, (__global const int *)a), v = vload16(i, (__global const int *)b);
        int16 same = top_left ? (int16)(-1) : vload16(i, a_places) == vload16(i, b_places);
        int16 u_zero = (u & MAGNITUDE_BITS) == (int16)(0), v_zero = (v & MAGNITUDE_BITS) == (int16)(0);
        changes |= (u_zero ^ v_zero) | (~same & ~u_zero);
        sums_t other = SUM(as_float16(v & ~same)), difference = SUM(as_float16(u)) - SUM(as_float16(v & same));
        sums += difference * difference + other * other;
    }
    sum_t sum = lanes_s(sums);
    int change = any(changes != (int16)(0));
    if (item == 0)
        for (long i = vectors * LANES; i < size; i++) {
            int same = top_left || a_places[i] == b_places[i];
            int a_zero = (as_int(a[i]) & MAGNITUDE_BITS) == 0, b_zero = (as_int(b[i]) & MAGNITUDE_BITS) == 0;
            sum_t u = a[i], v = b[i], d = u - v;
            sum += same ? d * d : u * u + v * v;
            change |= (a_zero != b_zero) | (!same & !a_zero);
        }
    partial[item] = sum;
    changed[item] = change;
}

__kernel void nonzeros_partial(__global const float *x, long size, long share, __global int *partial) {
    long item = get_global_id(0);
    long vectors = size / LANES;
    long first = item * share;
    long last = min(first + share, vectors);
    int16 counts = (int16)(0);
    for (long i = first; i < last; i++)
        counts -= (vload16(i, (__global const int *)x) & MAGNITUDE_BITS) != (int16)(0);
    int count = lanes_i(counts);
    if (item == 0)
        for (long i = vectors * LANES; i < size; i++) count += (as_int(x[i]) & MAGNITUDE_BITS) != 0;
    partial[item] = count;
}

// The sums of the magnitudes and of their squares, the largest magnitude, and the number of non-zeros.
__kernel void magnitudes_partial(
        __global const float *x, long size, long share, int first_partial, __global sum_t *partial) {
    long item = get_global_id(0);
    partial += first_partial;
    __global sum_t *squares = partial + get_global_size(0);
    __global float *largest = (__global float *)(squares + get_global_size(0));
    __global int *nonzeros = (__global int *)(largest + get_global_size(0));
    long vectors = size / LANES;
    long first = item * share;
    long last = min(first + share, vectors);
    sums_t sums = (sums_t)(0), square_sums = (sums_t)(0);
    float16 most = (float16)(0);
    int16 counts = (int16)(0);
    for (long i = first; i < last; i++) {
        float16 v = fabs(vload16(i, x));
        sums += SUM(v);
        square_sums += SUM(v) * SUM(v);
        most = fmax(most, v);
        counts -= as_int16(v) != (int16)(0);
    }
    sum_t sum = lanes_s(sums), square_sum = lanes_s(square_sums);
    int count = lanes_i(counts);
    float8 most8 = fmax(most.lo, most.hi);
    float4 most4 = fmax(most8.lo, most8.hi);
    float top = fmax(fmax(most4.x, most4.y), fmax(most4.z, most4.w));
    if (item == 0)
        for (long i = vectors * LANES; i < size; i++) {
            float v = fabs(x[i]);
            sum += v;
            square_sum += (sum_t)v * v;
            top = fmax(top, v);
            count += as_int(v) != 0;
        }
    partial[item] = sum;
    squares[item] = square_sum;
    largest[item] = top;
    nonzeros[item] = count;
}

// The l2 norm over the channels of one pixel.
#define NORMS(NAME, V, SUM_OF_LANES)                                                                         \
    __kernel void NAME(__global const V *x, __global float *norms, long pixels, int blocks) {                \
        long i = get_global_id(0);                                                                           \
        if (i >= pixels) return;                                                                             \
        V sum = 0;                                                                                           \
        for (int b = 0; b < blocks; b++) {                                                                   \
            V v = x[(size_t)b * pixels + i];                                                                 \
            sum += v * v;                                                                                    \
        }                                                                                                    \
        norms[i] = sqrt(SUM_OF_LANES(sum));                                                                  \
    }

NORMS(norms_planar, float, lane_sum_planar)
NORMS(norms_blocked, float16, lanes_f)
