package sc.fiji.invertibility.compute;

/**
 * A pooled code z: for each filter and pooling window one value, and the switch s that tells which position of the
 * window it came from. Held by an {@link Engine} like a {@link FeatureMap}.
 *
 * <p>A switch is the row-major position within the whole window (y·window + x, also where the border cuts the window
 * off), 0 being the top-left.
 */
public interface PooledCode extends AutoCloseable {

    /** {@return the pooled values; owned by this code and closed with it} */
    FeatureMap values();

    /** {@return the pooling that made this code} */
    Pooling pooling();

    /** {@return the size of the activations before pooling} */
    Shape unpooledShape();

    @Override
    void close();
}
