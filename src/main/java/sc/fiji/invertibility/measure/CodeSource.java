package sc.fiji.invertibility.measure;

import sc.fiji.invertibility.compute.SparseCode;

/** Where the codes come from that {@link ModelRip} measures. */
public interface CodeSource {

    /**
     * Gives one code; called once for each.
     *
     * @param index its number, from 0
     * @return the code, of the same shape and pooling as the others
     */
    SparseCode code(int index);

    /** {@return whether several threads may ask at once, and before a code is needed} */
    default boolean concurrent() {
        return false;
    }
}
