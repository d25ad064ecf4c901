// Sums over the channels of batches of maps, and operations with a value for each channel.

#define OWN(X, Y, MEAN) (X)
#define SQUARE(X, Y, MEAN) (((X) - (MEAN)) * ((X) - (MEAN)))
#define CENTRED(X, Y, MEAN) (((X) - (MEAN)) * (Y))

// A work-group sums a share of the values of a channel, in all images: [channel][share].
#define CHANNEL_SUMS(NAME, TERM)                                                                                       \
    __kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void NAME(                                             \
            PART(const float, x), long x_step, PART(const float, y), long y_step, PART(const float, mean),             \
            int images, int pixels, PART(sum_t, partial)) {                                                            \
        AT(x); AT(y); AT(mean); AT(partial);                                                                           \
        __local sum_t sums[GROUP];                                                                                     \
        const int c = get_group_id(1);                                                                                 \
        const float centre = mean[c];                                                                                  \
        sum_t sum = 0;                                                                                                 \
        for (int image = 0; image < images; image++) {                                                                 \
            __global const float *own = x + image * x_step + (size_t)c * pixels;                                       \
            __global const float *other = y + image * y_step + (size_t)c * pixels;                                     \
            for (int i = get_global_id(0); i < pixels; i += get_global_size(0))                                        \
                sum += (sum_t)TERM(own[i], other[i], centre);                                                          \
        }                                                                                                              \
        sum = sum_of_group(sums, sum);                                                                                 \
        if (get_local_id(0) == 0) partial[c * get_num_groups(0) + get_group_id(0)] = sum;                              \
    }

CHANNEL_SUMS(channel_sums, OWN)
CHANNEL_SUMS(channel_squares, SQUARE)
CHANNEL_SUMS(channel_products, CENTRED)

__kernel void channel_total(PART(const sum_t, partial), int shares, int channels, float factor, PART(float, total)) {
    AT(partial); AT(total);
    const int c = get_global_id(0);
    if (c >= channels) return;
    sum_t sum = 0;
    for (int i = 0; i < shares; i++) sum += partial[c * shares + i];
    total[c] = factor * sum;
}

// result = a·x + b·y + c with a value of a, b and c for each channel; without a, 1·x; without b, no y.
__kernel void channel_combine(
        PART(const float, x), long x_step, int has_a, PART(const float, a), int has_b, PART(const float, y),
        long y_step, PART(const float, b), PART(const float, c), int relu, int pixels, int channels,
        PART(float, result), long result_step) {
    AT(x); AT(a); AT(y); AT(b); AT(c); AT(result);
    const int i = get_global_id(0), channel = get_global_id(1) % channels, image = get_global_id(1) / channels;
    if (i >= pixels) return;
    const size_t at = (size_t)channel * pixels + i;
    const float v = x[image * x_step + at];
    float sum = (has_a ? a[channel] * v : v) + c[channel];
    if (has_b) sum += b[channel] * y[image * y_step + at];
    result[image * result_step + at] = relu ? fmax(sum, 0.0f) : sum;
}
