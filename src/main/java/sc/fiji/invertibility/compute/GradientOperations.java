package sc.fiji.invertibility.compute;

import java.util.List;
import java.util.stream.IntStream;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * What training needs: parameters that change on the device, and gradients. See {@link Engine}.
 *
 * <p>Parameters are maps of one channel, so that they lie in memory in the order of files: filters as
 * 1×K×(M/groups·ℓy·ℓx), one filter a row, and a value for each channel as 1×1×C.
 */
public interface GradientOperations extends LayerOperations, PointwiseOperations {

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
    default PackedFilters pack(Scope scope, FilterBank bank, FeatureMap weights, FeatureMap bias) {
        ParameterShapes.require(bank, weights, bias);
        HostTensors host = new HostTensors(this);
        FilterBank current = bank.withWeights(host.values(weights));
        return pack(scope, current.withBias(bias == null ? null : host.values(bias)));
    }

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
    default FeatureMap filterGradient(Scope scope, List<FeatureMap> x, List<FeatureMap> g, FilterBank bank) {
        ParameterShapes.requireGradient(bank, x, g);
        return new HostGradients(this).filters(scope, x, g, bank);
    }

    /**
     * The sum of each channel over all pixels and maps: the gradient with respect to a bias.
     *
     * @param scope the owner of the result
     * @param g maps of one size, at least one
     * @return 1×1×C
     */
    default FeatureMap channelSums(Scope scope, List<FeatureMap> g) {
        ListChecks.requireOneShape(g);
        return new HostGradients(this).channelSums(scope, g);
    }

    /**
     * Mean and variance of each channel over all pixels and maps.
     *
     * @param scope the owner of the results
     * @param x maps of one size, at least one
     * @return the moments
     */
    default ChannelMoments moments(Scope scope, List<FeatureMap> x) {
        ListChecks.requireOneShape(x);
        return new HostGradients(this).moments(scope, x);
    }

    /**
     * What batch normalisation does to each channel: scale = γ/√(variance + ε), shift = β − mean·scale.
     *
     * @param scope the owner of the results
     * @param moments mean and variance
     * @param gamma γ, 1×1×C
     * @param beta β, 1×1×C
     * @param epsilon ε above 0
     * @return scale and shift
     */
    default ChannelAffine batchNorm(
            Scope scope, ChannelMoments moments, FeatureMap gamma, FeatureMap beta, float epsilon) {
        return new HostGradients(this).batchNorm(scope, moments, gamma, beta, epsilon);
    }

    /**
     * scale·x + shift with a factor and a summand for each channel, rectified.
     *
     * @param scope the owner of the results
     * @param x maps of one size, at least one
     * @param affine factors and summands of C channels
     * @param rectification what is applied to the result
     * @return a map for each
     * @throws IllegalArgumentException if the channels differ
     */
    default List<FeatureMap> affine(
            Scope scope, List<FeatureMap> x, ChannelAffine affine, Rectification rectification) {
        ParameterShapes.requireChannels(ListChecks.requireOneShape(x), affine.shift());
        return new HostGradients(this).affine(scope, x, affine, rectification);
    }

    /**
     * The gradient of y = γ(x − mean)/√(variance + ε) + β, mean and variance being those of x.
     *
     * @param scope the owner of the results
     * @param x what was normalised, maps of one size
     * @param g as many gradients with respect to y
     * @param moments the moments of x
     * @param gamma γ, 1×1×C
     * @param epsilon ε above 0
     * @return the gradients with respect to x, γ and β
     * @throws IllegalArgumentException if sizes differ
     */
    default BatchNormGradient batchNormGradient(
            Scope scope,
            List<FeatureMap> x,
            List<FeatureMap> g,
            ChannelMoments moments,
            FeatureMap gamma,
            float epsilon) {
        ParameterShapes.requirePairs(x, g);
        ParameterShapes.requireChannels(x.get(0).shape(), gamma);
        return new HostGradients(this).batchNorm(scope, x, g, moments, gamma, epsilon);
    }

    /**
     * Sums over windows, such as average pooling.
     *
     * @param scope the owner of the result
     * @param x a map
     * @param sum the windows and the factor
     * @return the sums
     * @throws IllegalArgumentException if no window fits
     */
    default FeatureMap blockSums(Scope scope, FeatureMap x, BlockSum sum) {
        Shape output = sum.output(x.shape());
        return new HostGradients(this).blockSums(scope, x, sum, output);
    }

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
    default FeatureMap blockSpread(Scope scope, FeatureMap g, BlockSum sum, int height, int width) {
        Shape result = new Shape(g.shape().channels(), height, width);
        sum.output(result).requireEqual(g.shape());
        return new HostGradients(this).blockSpread(scope, g, sum, result);
    }

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
    default FeatureMap gather(Scope scope, FeatureMap g, PooledCode z, Unpooling unpooling) {
        try (Scope local = new Scope()) {
            FeatureMap ones = new HostTensors(this).filled(local, z.values().shape(), 1);
            return copy(
                    scope, restrict(local, g, recode(local, ones, z), unpooling).values());
        }
    }

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
    default FeatureMap dropout(Scope scope, FeatureMap x, float rate, long seed) {
        try (Scope local = new Scope()) {
            FeatureMap kept = mask(scope, x, new HostTensors(this).kept(local, x.shape(), rate, seed));
            scale(1 / (1 - rate), kept);
            return kept;
        }
    }

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
    default void adam(AdamStep step, FeatureMap parameter, FeatureMap gradient, FeatureMap mean, FeatureMap square) {
        parameter.shape().requireEqual(gradient.shape());
        parameter.shape().requireEqual(mean.shape());
        parameter.shape().requireEqual(square.shape());
        new HostTensors(this).adam(step, parameter, gradient, mean, square);
    }

    /**
     * {@link #rectify} of several maps.
     *
     * @param scope the owner of the results
     * @param x the maps
     * @return a map for each
     */
    default List<FeatureMap> rectifyAll(Scope scope, List<FeatureMap> x) {
        return x.stream().map(map -> rectify(scope, map)).toList();
    }

    /**
     * {@link #mask} of several maps: the gradient of {@link #rectify}, if the masks are its results.
     *
     * @param scope the owner of the results
     * @param x the maps
     * @param masks as many maps
     * @return a map for each
     * @throws IllegalArgumentException if the lists differ in length, or the sizes of a pair
     */
    default List<FeatureMap> maskAll(Scope scope, List<FeatureMap> x, List<FeatureMap> masks) {
        ListChecks.requireAsMany(x.size(), masks.size());
        return IntStream.range(0, x.size())
                .mapToObj(i -> mask(scope, x.get(i), masks.get(i)))
                .toList();
    }

    /**
     * {@link #adjoint} of several maps.
     *
     * @param scope the owner of the results
     * @param z the activations, of one size
     * @param w the bank
     * @param height rows of the results
     * @param width columns of the results
     * @return the result of {@link #adjoint} for each
     */
    default List<FeatureMap> adjointAll(Scope scope, List<FeatureMap> z, PackedFilters w, int height, int width) {
        return z.stream().map(map -> adjoint(scope, map, w, height, width)).toList();
    }
}
