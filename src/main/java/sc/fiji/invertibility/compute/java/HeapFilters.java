package sc.fiji.invertibility.compute.java;

import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.filters.FilterBank;

/** A handle of a filter bank. */
final class HeapFilters implements PackedFilters {

    private final HeapMemory memory;
    private final FilterBank bank;
    private Packing packing;

    HeapFilters(HeapMemory memory, FilterBank bank, Packing packing) {
        this.memory = memory;
        this.bank = bank;
        this.packing = packing;
    }

    /** Returns a bank as one of this engine's own, still open. */
    static HeapFilters of(HeapMemory memory, PackedFilters filters) {
        memory.requireOpen();
        if (!(filters instanceof HeapFilters own) || own.memory != memory)
            throw new IllegalArgumentException("a bank belongs to the engine that packed it, this one is of another");
        own.packing();
        return own;
    }

    @Override
    public FilterBank bank() {
        return bank;
    }

    Packing packing() {
        if (packing == null) throw new IllegalStateException("this bank of " + bank + " is closed");
        return packing;
    }

    @Override
    public void close() {
        packing = null;
    }
}
