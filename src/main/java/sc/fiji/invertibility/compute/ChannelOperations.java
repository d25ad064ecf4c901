package sc.fiji.invertibility.compute;

import java.util.List;

/** Sums over the channels of maps, and operations with a value for each channel. See {@link Engine}. */
public interface ChannelOperations extends TransferOperations {

    /**
     * The sum of each channel over all pixels and maps: the gradient with respect to a bias.
     *
     * @param scope the owner of the result
     * @param g maps of one size, at least one
     * @return 1×1×C
     */
    FeatureMap channelSums(Scope scope, List<FeatureMap> g);

    /**
     * Mean and variance of each channel over all pixels and maps.
     *
     * @param scope the owner of the results
     * @param x maps of one size, at least one
     * @return the moments
     */
    ChannelMoments moments(Scope scope, List<FeatureMap> x);

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
    ChannelAffine batchNorm(Scope scope, ChannelMoments moments, FeatureMap gamma, FeatureMap beta, float epsilon);

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
    List<FeatureMap> affine(Scope scope, List<FeatureMap> x, ChannelAffine affine, Rectification rectification);

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
    BatchNormGradient batchNormGradient(
            Scope scope,
            List<FeatureMap> x,
            List<FeatureMap> g,
            ChannelMoments moments,
            FeatureMap gamma,
            float epsilon);
}
