package sc.fiji.invertibility.sparse;

/**
 * The codes reached from one code by steps of decreasing length, tried until one is short enough.
 *
 * @param <Z> the codes' type
 */
public interface ShrinkingSteps<Z> extends AutoCloseable {

    /** {@return the code of the next step, which belongs to the caller; all steps begin at the same code} */
    Z next();

    /** Frees what was computed for steps that were not asked for. */
    @Override
    void close();
}
