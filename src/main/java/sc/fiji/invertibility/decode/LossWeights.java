package sc.fiji.invertibility.decode;

/**
 * What counts how much in the training of a decoding network.
 *
 * @param image of the mean squared error of the image, in squares of a quarter of its range; above 0
 * @param layers of that of each layer's activations, in mean squares of these; at least 0
 */
public record LossWeights(double image, double layers) {

    /**
     * Checks the weights.
     *
     * @param image of the image's error, above 0
     * @param layers of each layer's, at least 0
     */
    public LossWeights {
        if (!(image > 0) || !Double.isFinite(image))
            throw new IllegalArgumentException("imageweight: expected a number above 0, but got " + image);
        if (!(layers >= 0) || !Double.isFinite(layers))
            throw new IllegalArgumentException("layerweight: expected a number of at least 0, but got " + layers);
    }
}
