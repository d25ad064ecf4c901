package sc.fiji.invertibility.compute.java;

import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.filters.FilterBank;

/** A handle to a filter bank. */
final class HeapFilters implements PackedFilters {

    private final HeapMemory memory;
    private final FilterBank bank;
    private WeightLayouts layouts;

    HeapFilters(HeapMemory memory, FilterBank bank, WeightLayouts layouts) {
        this.memory = memory;
        this.bank = bank;
        this.layouts = layouts;
    }

    /** Returns a bank that belongs to this engine and is still open. */
    static HeapFilters of(HeapMemory memory, PackedFilters filters) {
        memory.requireOpen();
        if (!(filters instanceof HeapFilters own) || own.memory != memory)
            throw new IllegalArgumentException(
                    "a bank belongs to the engine that packed it, but this one belongs to another");
        own.layouts();
        return own;
    }

    @Override
    public FilterBank bank() {
        return bank;
    }

    WeightLayouts layouts() {
        if (layouts == null) throw new IllegalStateException("this bank of " + bank + " is closed");
        return layouts;
    }

    @Override
    public void close() {
        layouts = null;
    }
}
