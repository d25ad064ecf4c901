package sc.fiji.invertibility.measure;

import sc.fiji.invertibility.compute.SparseCode;

/** The source of the codes that {@link ModelRip} measures. */
public interface CodeSource {

    /**
     * Returns one code; called once for each.
     *
     * @param index its index, from 0
     * @return the code, of the same shape and pooling as the others
     */
    SparseCode code(int index);

    /** {@return whether several threads may call at the same time, and before a code is needed} */
    default boolean concurrent() {
        return false;
    }
}
