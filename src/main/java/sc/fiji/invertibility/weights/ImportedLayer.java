package sc.fiji.invertibility.weights;

import sc.fiji.invertibility.filters.FilterBank;

/**
 * One layer of a weight file in a standard layout: filters as (K, M, ℓy, ℓx), unflipped, whatever order the file stores
 * them in.
 *
 * @param info names, kind and sizes
 * @param weights K·M·ℓy·ℓx numbers in row-major order (K, M, ℓy, ℓx), all finite; not copied
 * @param bias one number for each output of the layer, or null if the file has none; not copied
 */
public record ImportedLayer(LayerInfo info, float[] weights, float[] bias) {

    /**
     * Checks that the lengths match the sizes.
     *
     * @param info names, kind and sizes
     * @param weights the filters
     * @param bias the bias, or null
     * @throws IllegalArgumentException if they do not
     */
    public ImportedLayer {
        if (weights.length != info.elements())
            throw new IllegalArgumentException(
                    "Layer " + info.name() + " has " + weights.length + " weights; its sizes need " + info.elements());
    }

    /** {@return the layer's name, as in {@link LayerInfo#name()}} */
    public String name() {
        return info.name();
    }

    /**
     * The filters as a bank with stride 1 and zero padding, neither of which the file's tensors specify.
     *
     * @return the bank, with the bias of a convolution; the bias of a {@linkplain LayerKind#DECONVOLUTION
     *     deconvolution} belongs to the channels, not to the filters, and is left out
     */
    public FilterBank filterBank() {
        FilterBank bank = FilterBank.of(weights, info.filters(), info.channels(), info.height(), info.width())
                .withGroups(info.groups());
        return info.kind() == LayerKind.DECONVOLUTION ? bank : bank.withBias(bias);
    }

    /** {@return the Euclidean norm of all weights} */
    public double norm() {
        double sum = 0;
        for (float w : weights) sum += (double) w * w;
        return Math.sqrt(sum);
    }
}
