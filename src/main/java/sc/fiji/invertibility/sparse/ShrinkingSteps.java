package sc.fiji.invertibility.sparse;

/**
 * Codes that steps of falling lengths lead to from one code, until one of them is short enough.
 *
 * @param <Z> the codes' type
 */
public interface ShrinkingSteps<Z> extends AutoCloseable {

    /**
     * Takes the next step, from the code that all of them begin at.
     *
     * @return its code, which belongs to the caller
     */
    Z next();

    /** Gives back what was made for steps that nobody asked for. */
    @Override
    void close();
}
