// Sums over the channels of maps, and operations with a value for each channel. A block of a map is read as a row of
// sixteen values: of one channel if the map is planar, else of sixteen channels of a pixel.

// Vectors whose sum is still exact enough in single precision.
#define FEW_VECTORS 64

// The values of a block's channels, zeros for empty lanes, or sixteen times that of a planar block.
INLINE float16 of_channels(__global const float *values, int block, int lanes, int channels) {
    if (lanes == 1) return (float16)(values[block]);
    float own[LANES];
    for (int i = 0; i < LANES; i++) own[i] = block * LANES + i < channels ? values[block * LANES + i] : 0;
    return vload16(0, own);
}

#define OWN(X, Y, MEAN) (X)
#define SQUARE(X, Y, MEAN) (((X) - (MEAN)) * ((X) - (MEAN)))
#define CENTRED(X, Y, MEAN) (((X) - (MEAN)) * (Y))

// One sum for each share of a block's values and each channel, added to those of other maps.
#define CHANNEL_SUMS(NAME, TERM)                                                                             \
    __kernel void NAME(                                                                                      \
            __global const float *x, __global const float *y, __global const float *mean, long words,        \
            int lanes, int channels, long share_vectors, int first_map, __global sum_t *sums) {              \
        long share = get_global_id(0);                                                                       \
        int block = get_global_id(1);                                                                        \
        x += block * words;                                                                                  \
        y += block * words;                                                                                  \
        long vectors = words / LANES;                                                                        \
        long last = min(vectors, (share + 1) * share_vectors);                                               \
        float16 means = of_channels(mean, block, lanes, channels);                                           \
        sums_t total = (sums_t)(0);                                                                          \
        for (long i = share * share_vectors; i < last; i += FEW_VECTORS) {                                   \
            float16 few = (float16)(0);                                                                      \
            for (long j = i; j < min(last, i + FEW_VECTORS); j++)                                            \
                few += TERM(vload16(j, x), vload16(j, y), means);                                            \
            total += SUM(few);                                                                               \
        }                                                                                                    \
        sums += share * channels + block * lanes;                                                            \
        if (lanes == 1) {                                                                                    \
            sum_t sum = lanes_s(total);                                                                      \
            if (share == 0)                                                                                  \
                for (long i = vectors * LANES; i < words; i++) sum += TERM(x[i], y[i], mean[block]);         \
            *sums = first_map ? sum : *sums + sum;                                                           \
        } else {                                                                                             \
            sum_t own[LANES];                                                                                \
            STORE_SUMS(total, own)                                                                           \
            for (int i = 0; i < min(LANES, channels - block * LANES); i++)                                   \
                sums[i] = first_map ? own[i] : sums[i] + own[i];                                             \
        }                                                                                                    \
    }

#define STORE_SUMS(TOTAL, TARGET) vstore16(TOTAL, 0, TARGET);

CHANNEL_SUMS(channel_sums, OWN)
CHANNEL_SUMS(channel_squares, SQUARE)
CHANNEL_SUMS(channel_products, CENTRED)

__kernel void channel_total(
        __global const sum_t *sums, int shares, int channels, float factor, __global float *total) {
    int c = get_global_id(0);
    if (c >= channels) return;
    sum_t sum = 0;
    for (int i = 0; i < shares; i++) sum += sums[i * channels + c];
    total[c] = factor * sum;
}

// result = a·x + b·y + c with a value of a, b and c for each channel; without a, 1·x; without b, no y.
__kernel void channel_combine(
        __global const float *x, int has_a, __global const float *a, int has_b, __global const float *y,
        __global const float *b, __global const float *c, int relu, long words, int lanes, int channels,
        __global float *result) {
    long i = get_global_id(0) * LANES;
    int block = get_global_id(1);
    if (i >= words) return;
    x += block * words;
    y += block * words;
    result += block * words;
    float16 factor = has_a ? of_channels(a, block, lanes, channels) : (float16)(1);
    float16 other = has_b ? of_channels(b, block, lanes, channels) : (float16)(0);
    float16 summand = of_channels(c, block, lanes, channels);
    if (i + LANES <= words) {
        float16 sum = factor * vload16(0, x + i) + summand;
        if (has_b) sum += other * vload16(0, y + i);
        vstore16(relu ? fmax(sum, (float16)(0)) : sum, 0, result + i);
    } else
        for (; i < words; i++) {
            float sum = factor.s0 * x[i] + summand.s0;
            if (has_b) sum += other.s0 * y[i];
            result[i] = relu ? fmax(sum, 0.0f) : sum;
        }
}
