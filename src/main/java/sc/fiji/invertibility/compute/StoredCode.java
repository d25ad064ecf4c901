package sc.fiji.invertibility.compute;

/** A copy of a pooled code that waits for its next use. It belongs to the {@link Engine} that stored it. */
public interface StoredCode extends AutoCloseable {

    /** {@return about how many bytes of the engine's memory it takes} */
    long bytes();

    /** {@return how many units it has that are not zero} */
    long nonzeros();

    @Override
    void close();
}
