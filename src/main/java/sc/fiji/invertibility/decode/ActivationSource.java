package sc.fiji.invertibility.decode;

/** What a decoding network is given instead of, or as, a layer's activations (figure 4). */
public enum ActivationSource {
    /** The layer's own activations: figure 4 (b). */
    TRUE("True activations"),
    /** Reconstructed from one iteration with the filters of the layer above: figure 4 (c). */
    IHT_LEARNED("IHT learned"),
    /** Reconstructed from one iteration with Gaussian filters of the same shape: figure 4 (d). */
    IHT_GAUSSIAN("IHT Gaussian"),
    /** Gaussian numbers: figure 4 (e). */
    RANDOM("Random activations");

    private final String label;

    ActivationSource(String label) {
        this.label = label;
    }

    /** {@return the name that users see} */
    public String label() {
        return label;
    }

    /** {@return whether these are reconstructed by an iteration} */
    public boolean reconstructed() {
        return this == IHT_LEARNED || this == IHT_GAUSSIAN;
    }
}
