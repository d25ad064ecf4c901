package sc.fiji.invertibility.compute;

/**
 * A factor and a summand for each channel, as maps of 1×1×C: y = scale·x + shift.
 *
 * @param scale the factors; null for 1
 * @param shift the summands
 */
public record ChannelAffine(FeatureMap scale, FeatureMap shift) {

    /**
     * Checks the sizes.
     *
     * @param scale the factors; null for 1
     * @param shift the summands
     * @throws IllegalArgumentException if the sizes differ
     */
    public ChannelAffine {
        if (scale != null) scale.shape().requireEqual(shift.shape());
    }
}
