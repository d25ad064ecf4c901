package sc.fiji.invertibility.filters;

import java.nio.FloatBuffer;

/**
 * The filter bank W: K filters of M/groups × ℓy × ℓx weights, with stride t, zero padding and an
 * optional bias. Applying it is a cross-correlation (the filters are not flipped).
 *
 * <p>Weights are stored row-major as (K, M/groups, ℓy, ℓx). A bank is immutable; the {@code with…}
 * methods return changed copies that share the weights.
 */
public final class FilterBank {

    private final FilterWeights weights;
    private final int stride;
    private final Padding padding;
    private final int groups;
    private final float[] bias;

    private FilterBank(FilterWeights weights, int stride, Padding padding, int groups, float[] bias) {
        this.weights = weights;
        this.stride = stride;
        this.padding = padding;
        this.groups = groups;
        this.bias = bias;
    }

    /**
     * A bank with stride 1, one group, no bias, and zero padding that keeps the size of the input.
     *
     * @param weights K·M·ℓy·ℓx weights, row-major (K, M, ℓy, ℓx); copied
     * @param filters K ≥ 1
     * @param channels M ≥ 1
     * @param height ℓy ≥ 1
     * @param width ℓx ≥ 1
     * @return the bank
     * @throws IllegalArgumentException if a size is not positive, the number of weights is not their
     *     product, or a weight is not finite
     */
    public static FilterBank of(float[] weights, int filters, int channels, int height, int width) {
        return new FilterBank(
                FilterWeights.of(weights, filters, channels, height, width), 1, Padding.same(height, width), 1, null);
    }

    /**
     * Returns this bank with other weights, and all else as it is.
     *
     * @param weights as many finite weights, row-major (K, M/groups, ℓy, ℓx); copied
     * @return the changed bank
     * @throws IllegalArgumentException if their number differs, or a weight is not finite
     */
    public FilterBank withWeights(float[] weights) {
        FilterWeights other = FilterWeights.of(weights, filters(), filterChannels(), height(), width());
        return new FilterBank(other, stride, padding, groups, bias);
    }

    /**
     * Returns this bank with another stride.
     *
     * @param stride t ≥ 1, in pixels, the same along both axes
     * @return the changed bank
     */
    public FilterBank withStride(int stride) {
        if (stride < 1) throw new IllegalArgumentException("stride must be at least 1, not " + stride);
        return new FilterBank(weights, stride, padding, groups, bias);
    }

    /**
     * Returns this bank with another zero padding of its input.
     *
     * @param padding the padding
     * @return the changed bank
     */
    public FilterBank withPadding(Padding padding) {
        return new FilterBank(weights, stride, padding, groups, bias);
    }

    /**
     * Returns this bank as a grouped one: the input has {@code groups} times the channels of a filter,
     * and filter k sees only those of group ⌊k·groups/K⌋.
     *
     * @param groups a divisor of K
     * @return the changed bank, with M = groups × the channels of a filter
     */
    public FilterBank withGroups(int groups) {
        if (groups < 1 || filters() % groups != 0)
            throw new IllegalArgumentException("groups must divide the " + filters() + " filters, not " + groups);
        return new FilterBank(weights, stride, padding, groups, bias);
    }

    /**
     * Returns this bank with a bias, which is added to each filter's activations.
     *
     * @param bias K finite values, or null for none; copied
     * @return the changed bank
     */
    public FilterBank withBias(float[] bias) {
        if (bias != null) {
            if (bias.length != filters())
                throw new IllegalArgumentException(
                        "a bank of " + filters() + " filters needs as many biases, not " + bias.length);
            FilterWeights.requireFinite(bias, "bias");
        }
        float[] copy = bias == null ? null : bias.clone();
        return new FilterBank(weights, stride, padding, groups, copy);
    }

    /**
     * {@return this bank with each filter scaled to unit ℓ2 norm, as section 2.2 assumes of the rows of W, and without
     * a bias} A filter that is zero stays zero.
     *
     * @throws IllegalArgumentException if all filters are zero
     */
    public FilterBank normalised() {
        return new FilterBank(weights.normalised(), stride, padding, groups, null);
    }

    /**
     * Returns the bank [W; −W] of 2K filters, whose rectified activations are those of CReLU: h₊ and h₋
     * (section 3.1). The bias is negated too.
     *
     * @return the concatenated bank
     * @throws IllegalStateException if the bank is grouped, where filters cannot simply be appended
     */
    public FilterBank withNegatives() {
        if (groups != 1) throw new IllegalStateException("CReLU needs a bank without groups, this one has " + groups);
        return new FilterBank(
                weights.withNegatives(), stride, padding, 1, bias == null ? null : FilterWeights.andNegatives(bias));
    }

    /**
     * Returns whether another bank was made from the same weights and has the same stride, padding and groups, so that
     * what an engine prepares for one can serve the other. Equal weights passed in separately do not count as the same.
     *
     * @param other another bank
     * @return whether the two differ at most in their bias
     */
    public boolean differsAtMostInBiasFrom(FilterBank other) {
        return weights == other.weights
                && stride == other.stride
                && padding.equals(other.padding)
                && groups == other.groups;
    }

    /** {@return K, the number of filters} */
    public int filters() {
        return weights.filters();
    }

    /** {@return M, the number of input channels, all groups together} */
    public int channels() {
        return weights.channels() * groups;
    }

    /** {@return the number of channels of one filter, M/groups} */
    public int filterChannels() {
        return weights.channels();
    }

    /** {@return ℓy, the height of a filter in pixels} */
    public int height() {
        return weights.height();
    }

    /** {@return ℓx, the width of a filter in pixels} */
    public int width() {
        return weights.width();
    }

    /** {@return t, the stride in pixels} */
    public int stride() {
        return stride;
    }

    /** {@return the zero padding of the input} */
    public Padding padding() {
        return padding;
    }

    /** {@return the number of groups, 1 for an ordinary bank} */
    public int groups() {
        return groups;
    }

    /** {@return whether a bias is added} */
    public boolean hasBias() {
        return bias != null;
    }

    /** {@return a copy of the K biases, zeros where the bank has none} */
    public float[] bias() {
        return bias == null ? new float[filters()] : bias.clone();
    }

    /** {@return a copy of the weights, row-major (K, M/groups, ℓy, ℓx)} */
    public float[] weights() {
        return weights.copy();
    }

    /** {@return the weights, row-major (K, M/groups, ℓy, ℓx), to be read only} */
    public FloatBuffer weightsView() {
        return weights.view();
    }

    /**
     * Returns one weight.
     *
     * @param k filter, 0 … K−1
     * @param m channel of the filter, 0 … M/groups−1
     * @param y row, 0 … ℓy−1
     * @param x column, 0 … ℓx−1
     * @return the weight
     */
    public float weight(int k, int m, int y, int x) {
        return weights.at(k, m, y, x);
    }

    /** {@return which rows of the input each row of the activations is computed from} */
    public StridedWindow rows() {
        return new StridedWindow(height(), stride, padding.y(), false);
    }

    /** {@return which columns of the input each column of the activations is computed from} */
    public StridedWindow columns() {
        return new StridedWindow(width(), stride, padding.x(), false);
    }

    /**
     * Returns the height of the activations, ⌊(D + 2p − ℓ)/t⌋ + 1.
     *
     * @param inputHeight D, the height of the input in pixels
     * @return n, the number of vertical shifts; 0 if the filter does not fit
     */
    public int outputHeight(int inputHeight) {
        return rows().outputs(inputHeight);
    }

    /**
     * Returns the width of the activations, ⌊(D + 2p − ℓ)/t⌋ + 1.
     *
     * @param inputWidth D, the width of the input in pixels
     * @return n, the number of horizontal shifts; 0 if the filter does not fit
     */
    public int outputWidth(int inputWidth) {
        return columns().outputs(inputWidth);
    }

    @Override
    public String toString() {
        return weights + " filters, stride " + stride + ", " + padding + (groups == 1 ? "" : ", " + groups + " groups");
    }
}
