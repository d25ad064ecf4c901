// Sums over the channels of batches of maps, and operations with a value for each channel.

#define OWN(X, Y, MEAN) (X)
#define SQUARE(X, Y, MEAN) (((X) - (MEAN)) * ((X) - (MEAN)))
#define CENTRED(X, Y, MEAN) (((X) - (MEAN)) * (Y))

// A work-group sums a share of the values of a channel, in all images: [channel][share].
#define CHANNEL_SUMS(NAME, TERM)                                                                                       \
    __kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void NAME(                                             \
            __global const float *x, long x_first, long x_step, __global const float *y, long y_first, long y_step,    \
            __global const float *mean, long mean_first, int images, int pixels, __global sum_t *partial,              \
            long partial_first) {                                                                                      \
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

__kernel void channel_total(
        __global const sum_t *partial, long partial_first, int shares, int channels, float factor,
        __global float *total, long total_first) {
    AT(partial); AT(total);
    const int c = get_global_id(0);
    if (c >= channels) return;
    sum_t sum = 0;
    for (int i = 0; i < shares; i++) sum += partial[c * shares + i];
    total[c] = factor * sum;
}

// scale = gamma / sqrt(variance + epsilon), shift = beta - mean * scale
__kernel void batch_norm(
        __global const float *mean, long mean_first,
        __global const float *variance, long variance_first,
        __global const float *gamma, long gamma_first,
        __global const float *beta, long beta_first,
        float epsilon,
        int channels,
        __global float *scale, long scale_first,
        __global float *shift, long shift_first) {
    AT(mean); AT(variance); AT(gamma); AT(beta); AT(scale); AT(shift);
    const int c = get_global_id(0);
    if (c >= channels) return;
    const float factor = gamma[c] / sqrt(variance[c] + epsilon);
    scale[c] = factor;
    shift[c] = beta[c] - mean[c] * factor;
}

// The gradient of a batch normalisation is a·g + b·x + c; `products` becomes the gradient with respect to gamma.
__kernel void batch_norm_terms(
        __global const float *mean, long mean_first,
        __global const float *variance, long variance_first,
        __global const float *gamma, long gamma_first,
        float epsilon,
        float count,
        int channels,
        __global const float *sums, long sums_first,
        __global float *products, long products_first,
        __global float *a, long a_first,
        __global float *b, long b_first,
        __global float *c, long c_first) {
    AT(mean); AT(variance); AT(gamma); AT(sums); AT(products); AT(a); AT(b); AT(c);
    const int i = get_global_id(0);
    if (i >= channels) return;
    const float deviation = sqrt(variance[i] + epsilon), slope = products[i] / deviation;
    products[i] = slope;
    a[i] = gamma[i] / deviation;
    b[i] = -a[i] * slope / (count * deviation);
    c[i] = -a[i] * sums[i] / count - b[i] * mean[i];
}

// result = a·x + b·y + c with a value of a, b and c for each channel; without a, 1·x; without b, no y.
__kernel void channel_combine(
        __global const float *x, long x_first,
        long x_step,
        int has_a,
        __global const float *a, long a_first,
        int has_b,
        __global const float *y, long y_first,
        long y_step,
        __global const float *b, long b_first,
        __global const float *c, long c_first,
        int relu,
        int pixels,
        int channels,
        __global float *result, long result_first,
        long result_step) {
    AT(x); AT(a); AT(y); AT(b); AT(c); AT(result);
    const int i = get_global_id(0), channel = get_global_id(1) % channels, image = get_global_id(1) / channels;
    if (i >= pixels) return;
    const size_t at = (size_t)channel * pixels + i;
    const float v = x[image * x_step + at];
    float sum = (has_a ? a[channel] * v : v) + c[channel];
    if (has_b) sum += b[channel] * y[image * y_step + at];
    result[image * result_step + at] = relu ? fmax(sum, 0.0f) : sum;
}
