package sc.fiji.invertibility.compute;

/**
 * A stack of channels held by an {@link Engine}, in device memory or on the heap, in whatever order suits that engine.
 * Closing it frees the memory; closing it twice does nothing.
 */
public interface FeatureMap extends AutoCloseable {

    /** {@return the size of this map} */
    Shape shape();

    @Override
    void close();
}
