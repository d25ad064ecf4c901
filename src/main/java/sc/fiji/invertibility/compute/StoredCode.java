package sc.fiji.invertibility.compute;

/**
 * A copy of a code that is set aside, see {@link StorageOperations#store}: most often a bit for each unit, and a value
 * and a switch for each that is not zero.
 */
public interface StoredCode extends AutoCloseable {

    /** The window with the most positions that one byte can tell apart. */
    int LARGEST_OF_BYTES = 16;

    /** {@return roughly how many bytes of the engine's memory it takes} */
    long bytes();

    /** {@return the number of its non-zero units} */
    long nonzeros();

    /** {@return how many words {@link #read} writes} */
    int words();

    /**
     * Copies it out of the engine's memory, in a form that only engines of the same kind understand.
     *
     * @param target receives {@link #words} words, from the first on
     */
    void read(int[] target);

    @Override
    void close();

    /**
     * Tells whether engines store codes of a pooling without their zeros: a switch then fits into a byte.
     *
     * @param pooling how activations are pooled
     * @return whether no window has more than 256 positions
     */
    static boolean isCompact(Pooling pooling) {
        return pooling.window() <= LARGEST_OF_BYTES;
    }

    /**
     * Estimates the size of a stored code.
     *
     * @param units all of its units
     * @param nonzeros how many are not zero
     * @param pooling how activations are pooled
     * @return roughly how many bytes it takes
     */
    static long bytes(long units, long nonzeros, Pooling pooling) {
        return isCompact(pooling)
                ? units / Byte.SIZE + nonzeros * (Float.BYTES + 1)
                : units * (Float.BYTES + Integer.BYTES);
    }
}
