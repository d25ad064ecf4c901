package sc.fiji.invertibility.weights;

/** What a layer does with its filters. */
public enum LayerKind {
    /** Cross-correlates its input with K filters of M channels. */
    CONVOLUTION,
    /**
     * Applies the transpose of a filter bank: there is one of the K filters for each <em>input</em> channel, the M
     * channels are the layer's <em>output</em>, and the bias has M entries.
     */
    DECONVOLUTION,
    /** Multiplies with a K×M matrix. */
    DENSE
}
