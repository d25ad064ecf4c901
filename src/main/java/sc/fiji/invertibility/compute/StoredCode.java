package sc.fiji.invertibility.compute;

/**
 * A copy of a pooled code that is set aside until it is used again. It belongs to the {@link Engine} that stored it.
 */
public interface StoredCode extends AutoCloseable {

    /** {@return roughly how many bytes of the engine's memory it takes} */
    long bytes();

    /** {@return the number of its non-zero units} */
    long nonzeros();

    @Override
    void close();
}
