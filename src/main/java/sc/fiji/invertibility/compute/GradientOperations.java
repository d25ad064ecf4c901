package sc.fiji.invertibility.compute;

import java.util.List;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * What training needs: parameters that change on the device, and gradients. See {@link Engine}.
 *
 * <p>Parameters are maps of one channel, so that they lie in memory in the order of files: filters as
 * 1×K×(M/groups·ℓy·ℓx), one filter a row, and a value for each channel as 1×1×C.
 */
public interface GradientOperations extends LayerOperations, PointwiseOperations, ChannelOperations {

    /**
     * Packs filters that are on the device already.
     *
     * @param scope the owner of the result
     * @param bank the sizes, stride, padding and groups; its weights and bias are not used
     * @param weights 1×K×(M/groups·ℓy·ℓx); may be changed after this call, without effect on the result
     * @param bias 1×1×K, or null for none; likewise
     * @return the packed filters
     * @throws IllegalArgumentException if a size differs
     */
    PackedFilters pack(Scope scope, FilterBank bank, FeatureMap weights, FeatureMap bias);

    /**
     * The gradient with respect to a convolution's filters, of a function whose gradient with respect to the
     * activations is g: Σ g[k, y, x]·x̃[m, t·y + i − p, t·x + j − p] over all positions and maps.
     *
     * <p>That of a transposed convolution is the same, with the roles exchanged: x is the gradient, g the input.
     *
     * @param scope the owner of the result
     * @param x the inputs of {@link #convolve}, of one size
     * @param g as many gradients with respect to its result, before rectification
     * @param bank the sizes, stride, padding and groups; its weights are not used
     * @return 1×K×(M/groups·ℓy·ℓx)
     * @throws IllegalArgumentException if the lists are empty or differ in length, or a size does not fit
     */
    FeatureMap filterGradient(Scope scope, List<FeatureMap> x, List<FeatureMap> g, FilterBank bank);

    /**
     * Sums over windows, such as average pooling.
     *
     * @param scope the owner of the result
     * @param x a map
     * @param sum the windows and the factor
     * @return the sums
     * @throws IllegalArgumentException if no window fits
     */
    FeatureMap blockSums(Scope scope, FeatureMap x, BlockSum sum);

    /**
     * The transpose of {@link #blockSums}: the gradient of average pooling, or the repetition of each value.
     *
     * @param scope the owner of the result
     * @param g a map
     * @param sum the windows and the factor
     * @param height rows of the result
     * @param width columns of the result
     * @return a map of that size; where no window reaches, it is zero
     * @throws IllegalArgumentException if the sums of such a map have not g's size
     */
    FeatureMap blockSpread(Scope scope, FeatureMap g, BlockSum sum, int height, int width);

    /**
     * The values of a map at the positions of a code, those of its zeros included: the gradient of {@link #unpool}.
     *
     * @param scope the owner of the result
     * @param g a map of the size that z had before pooling
     * @param z the code whose switches are used
     * @param unpooling where z puts its values
     * @return a map of the code's size
     * @throws IllegalArgumentException if the sizes do not match
     */
    FeatureMap gather(Scope scope, FeatureMap g, PooledCode z, Unpooling unpooling);

    /**
     * Keeps each value with the probability 1 − rate, divided by it, and makes the others zero. Which values are kept
     * depends on the seed and on their positions in the map alone, so that the gradient is the same operation.
     *
     * @param scope the owner of the result
     * @param x a map
     * @param rate the probability of zero, [0, 1)
     * @param seed the seed
     * @return the map with values dropped
     */
    FeatureMap dropout(Scope scope, FeatureMap x, float rate, long seed);

    /**
     * A step of Adam, in place.
     *
     * @param step its constants
     * @param parameter what is trained
     * @param gradient its gradient
     * @param mean the mean gradient, which is changed; zeros before the first step
     * @param square the mean squared gradient, which is changed; zeros before the first step
     * @throws IllegalArgumentException if the sizes differ
     */
    void adam(AdamStep step, FeatureMap parameter, FeatureMap gradient, FeatureMap mean, FeatureMap square);
}
