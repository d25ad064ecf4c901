// Batch normalisation, with an item for each channel.

// scale = gamma / sqrt(variance + epsilon), shift = beta - mean * scale
__kernel void batch_norm(
        PART(const float, mean), PART(const float, variance), PART(const float, gamma), PART(const float, beta),
        float epsilon, int channels, PART(float, scale), PART(float, shift)) {
    AT(mean); AT(variance); AT(gamma); AT(beta); AT(scale); AT(shift);
    const int c = get_global_id(0);
    if (c >= channels) return;
    const float factor = gamma[c] / sqrt(variance[c] + epsilon);
    scale[c] = factor;
    shift[c] = beta[c] - mean[c] * factor;
}

// The gradient of a batch normalisation is a·g + b·x + c; `products` becomes the gradient with respect to gamma.
__kernel void batch_norm_terms(
        PART(const float, mean), PART(const float, variance), PART(const float, gamma), float epsilon, float count,
        int channels, PART(const float, sums), PART(float, products), PART(float, a), PART(float, b), PART(float, c)) {
    AT(mean); AT(variance); AT(gamma); AT(sums); AT(products); AT(a); AT(b); AT(c);
    const int i = get_global_id(0);
    if (i >= channels) return;
    const float deviation = sqrt(variance[i] + epsilon), slope = products[i] / deviation;
    products[i] = slope;
    a[i] = gamma[i] / deviation;
    b[i] = -a[i] * slope / (count * deviation);
    c[i] = -a[i] * sums[i] / count - b[i] * mean[i];
}
