package sc.fiji.invertibility.compute;

/**
 * Mean and variance of each channel over some maps, as maps of 1×1×C.
 *
 * @param mean the means
 * @param variance the mean squared distances from the mean (divided by N, not N − 1)
 */
public record ChannelMoments(FeatureMap mean, FeatureMap variance) {

    /**
     * Checks the sizes.
     *
     * @param mean the means
     * @param variance the variances
     * @throws IllegalArgumentException if the sizes differ
     */
    public ChannelMoments {
        mean.shape().requireEqual(variance.shape());
    }
}
