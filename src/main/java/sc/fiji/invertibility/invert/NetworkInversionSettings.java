package sc.fiji.invertibility.invert;

import sc.fiji.invertibility.compute.Unpooling;

/**
 * How a network is inverted.
 *
 * @param method layer by layer, or by gradient descent
 * @param unpooling for the layer-by-layer method, where pooled values are put back
 * @param iterations iterations per convolution, or of the gradient descent as a whole, ≥ 1
 * @param totalVariation for the gradient method, the weight of the total variation, relative to that of the fit
 */
public record NetworkInversionSettings(
        InversionMethod method, Unpooling unpooling, int iterations, double totalVariation) {

    /**
     * Creates settings.
     *
     * @param method layer by layer, or by gradient descent
     * @param unpooling for the layer-by-layer method, where pooled values are put back
     * @param iterations iterations per convolution, or of the gradient descent as a whole, ≥ 1
     * @param totalVariation weight of the total variation, ≥ 0
     */
    public NetworkInversionSettings {
        if (iterations < 1) throw new IllegalArgumentException("iterations must be at least 1, not " + iterations);
        if (!(totalVariation >= 0) || Double.isInfinite(totalVariation))
            throw new IllegalArgumentException(
                    "the weight of the total variation must not be negative, it is " + totalVariation);
    }

    /**
     * Layer by layer.
     *
     * @param unpooling where pooled values are put back
     * @param iterations iterations per convolution, ≥ 1; a single one is Wᵀz
     * @return the settings
     */
    public static NetworkInversionSettings layerWise(Unpooling unpooling, int iterations) {
        return new NetworkInversionSettings(InversionMethod.LAYER_WISE, unpooling, iterations, 0);
    }

    /**
     * By gradient descent.
     *
     * @param iterations steps, ≥ 1
     * @param totalVariation weight of the total variation, ≥ 0
     * @return the settings
     */
    public static NetworkInversionSettings gradient(int iterations, double totalVariation) {
        return new NetworkInversionSettings(InversionMethod.GRADIENT, Unpooling.SWITCHES, iterations, totalVariation);
    }
}
