package sc.fiji.invertibility.network;

/** What a forward pass keeps of the layers, besides sizes, norms and counts. */
public enum RecordLevel {
    /** Nothing more. */
    MEASURES,
    /** The codes of the pooling layers, values and switches: what an inversion needs. */
    SWITCHES,
    /** The codes, and the output of every layer: what a gradient needs. */
    MAPS
}
