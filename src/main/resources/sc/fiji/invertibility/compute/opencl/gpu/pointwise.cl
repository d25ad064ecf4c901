// Linear algebra on whole maps, element by element, four values per work-item. Buffers are whole vectors; the values
// after a map's last one belong to its buffer and have no meaning.

#define AT_VECTOR                                                                                                      \
    const long i = get_global_id(0);                                                                                   \
    if (i >= vectors) return;

__kernel void axpy(float a, PART(const float4, x), PART(float4, y), long vectors) {
    AT(x); AT(y);
    AT_VECTOR
    y[i] += a * x[i];
}

__kernel void scale(float a, PART(float4, x), long vectors) {
    AT(x);
    AT_VECTOR
    x[i] *= a;
}

__kernel void clear(PART(float4, x), long vectors) {
    AT(x);
    AT_VECTOR
    x[i] = (float4)(0);
}

__kernel void copy(PART(const float4, x), PART(float4, y), long vectors) {
    AT(x); AT(y);
    AT_VECTOR
    y[i] = x[i];
}

// Setting arguments takes about as long as starting a kernel, so there is a kernel with few of them for a single pair.
__kernel void combine(
        float a, float b, PART(const float4, x), PART(const float4, y), PART(float4, result), long vectors) {
    AT(x); AT(y); AT(result);
    AT_VECTOR
    result[i] = a * x[i] + b * y[i];
}

// Of up to three pairs, one along the second axis of the grid.
__kernel void combine_pairs(
        float a, float b,
        PART(const float4, x0), PART(const float4, y0), PART(float4, result0), long vectors0,
        PART(const float4, x1), PART(const float4, y1), PART(float4, result1), long vectors1,
        PART(const float4, x2), PART(const float4, y2), PART(float4, result2), long vectors2) {
    AT(x0); AT(y0); AT(result0); AT(x1); AT(y1); AT(result1); AT(x2); AT(y2); AT(result2);
    const long i = get_global_id(0);
    const int pair = get_global_id(1);
    if (pair == 0 && i < vectors0) result0[i] = a * x0[i] + b * y0[i];
    if (pair == 1 && i < vectors1) result1[i] = a * x1[i] + b * y1[i];
    if (pair == 2 && i < vectors2) result2[i] = a * x2[i] + b * y2[i];
}

// Comparisons that fail for NaN, and never leave a negative zero.
__kernel void rectify(PART(const float4, x), PART(float4, y), long vectors) {
    AT(x); AT(y);
    AT_VECTOR
    y[i] = select((float4)(0), x[i], x[i] > (float4)(0));
}

// The bits distinguish subnormal values from zero, also on devices whose comparisons do not.
__kernel void mask(PART(const float4, x), PART(const float4, where), PART(float4, y), long vectors) {
    AT(x); AT(where); AT(y);
    AT_VECTOR
    y[i] = select(x[i], (float4)(0), (as_int4(where[i]) & MAGNITUDE_BITS) == (int4)(0));
}

#define SOFT(V, THRESHOLD) (fmax((V) - (THRESHOLD), (float4)(0)) + fmin((V) + (THRESHOLD), (float4)(0)))

__kernel void soft_threshold(float threshold, PART(float4, x), long vectors) {
    AT(x);
    AT_VECTOR
    x[i] = SOFT(x[i], threshold);
}

// The proximal step: the soft threshold of y + a·g.
__kernel void proximal_step(
        PART(const float4, y), float a, PART(const float4, g), float threshold, PART(float4, result), long vectors) {
    AT(y); AT(g); AT(result);
    AT_VECTOR
    float4 v = y[i] + a * g[i];
    result[i] = SOFT(v, threshold);
}

// a·x + b·y, and the same of gradients g and h, whose results are only used for the proximal step; beside it, of other maps.
__kernel void extrapolated_step(
        float a, float b, float length, float threshold, PART(const float4, x), PART(const float4, y),
        PART(const float4, g), PART(const float4, h), PART(float4, extrapolated), PART(float4, next), long vectors,
        PART(const float4, u), PART(const float4, v), PART(float4, other), long other_vectors) {
    AT(x); AT(y); AT(g); AT(h); AT(extrapolated); AT(next); AT(u); AT(v); AT(other);
    const long i = get_global_id(0);
    if (get_global_id(1) > 0) {
        if (i < other_vectors) other[i] = a * u[i] + b * v[i];
    } else if (i < vectors) {
        float4 from = a * x[i] + b * y[i];
        float4 to = from + length * (a * g[i] + b * h[i]);
        extrapolated[i] = from;
        next[i] = SOFT(to, threshold);
    }
}

// Copies some rows of all channels, `words` values together, followed by zeros.
__kernel void copy_rows(
        PART(const float, from), long from_plane, long from_begin, PART(float, to), long to_plane, long to_begin,
        long words, long zeros) {
    AT(from); AT(to);
    const long i = get_global_id(0);
    const size_t channel = get_global_id(1);
    if (i < words + zeros)
        to[channel * to_plane + to_begin + i] = i < words ? from[channel * from_plane + from_begin + i] : 0;
}

// Local response normalisation across channels.
__kernel void normalise(
        PART(const float, h), PART(float, normalised), long pixels, int channels, int half_size, float factor,
        float exponent, float constant_term) {
    AT(h); AT(normalised);
    const long pixel = get_global_id(0);
    const int channel = get_global_id(1);
    if (pixel >= pixels) return;
    const int last = min(channels - 1, channel + half_size);
    float squares = 0;
    for (int c = max(0, channel - half_size); c <= last; c++) {
        float v = h[c * pixels + pixel];
        squares += v * v;
    }
    normalised[channel * pixels + pixel] = h[channel * pixels + pixel] * powr(constant_term + factor * squares, exponent);
}

// The l2 norm over the channels of one pixel of a·x − y.
__kernel void distances(
        float a, PART(const float, x), PART(const float, y), PART(float, distances), long pixels, int channels) {
    AT(x); AT(y); AT(distances);
    const long pixel = get_global_id(0);
    if (pixel >= pixels) return;
    float sum = 0;
    for (int c = 0; c < channels; c++) {
        float v = a * x[c * pixels + pixel] - y[c * pixels + pixel];
        sum += v * v;
    }
    distances[pixel] = sqrt(sum);
}

// The l2 norm over the channels of one pixel.
__kernel void norms_planar(PART(const float, x), PART(float, norms), long pixels, int channels) {
    AT(x); AT(norms);
    const long pixel = get_global_id(0);
    if (pixel >= pixels) return;
    float sum = 0;
    for (int c = 0; c < channels; c++) {
        float v = x[c * pixels + pixel];
        sum += v * v;
    }
    norms[pixel] = sqrt(sum);
}
