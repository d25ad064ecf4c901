package sc.fiji.invertibility.weights;

/**
 * What a weight file says about one layer, without reading its numbers.
 *
 * @param name the layer's name, such as {@code features.0} or {@code conv1_1}
 * @param source the name of the tensor that holds its filters, such as {@code features.0.weight}
 * @param kind what the layer does with its filters
 * @param filters K
 * @param channels M, the channels of one filter: the layer's input channels divided by {@code groups}
 * @param height the filters' ℓy
 * @param width the filters' ℓx
 * @param groups the number of groups, 1 if the file states none
 * @param bias whether the file has a bias for it
 */
public record LayerInfo(
        String name,
        String source,
        LayerKind kind,
        int filters,
        int channels,
        int height,
        int width,
        int groups,
        boolean bias) {

    /** {@return the number of weights, K·M·ℓy·ℓx} */
    public long elements() {
        return (long) filters * channels * height * width;
    }

    /** {@return the number of output channels and of biases: K, or for a deconvolution M · groups} */
    public int outputs() {
        return kind == LayerKind.DECONVOLUTION ? channels * groups : filters;
    }
}
