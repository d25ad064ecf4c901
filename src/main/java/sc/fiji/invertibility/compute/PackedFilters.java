package sc.fiji.invertibility.compute;

import sc.fiji.invertibility.filters.FilterBank;

/** A filter bank in the order that an engine's kernels read it, held by that engine. */
public interface PackedFilters extends AutoCloseable {

    /** {@return the bank that was packed} */
    FilterBank bank();

    @Override
    void close();
}
