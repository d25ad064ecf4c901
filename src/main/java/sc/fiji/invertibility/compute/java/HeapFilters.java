package sc.fiji.invertibility.compute.java;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.filters.FilterBank;

/** A filter bank as the lists of taps that W and Wᵀ are made of; each list is made when first needed. */
final class HeapFilters implements PackedFilters {

    private final HeapMemory memory;
    private final FilterBank bank;
    private List<Taps> forward;
    private List<Taps> transposed;
    private List<Taps> places;
    private final Map<Integer, List<Taps>> spaced = new HashMap<>();
    private final Map<Boolean, MinimalFilters> minimal = new HashMap<>();
    private final Map<Boolean, MinimalFilters> minimalTransposed = new HashMap<>();
    private float[][] rows;
    private boolean closed;

    HeapFilters(HeapMemory memory, FilterBank bank) {
        this.memory = memory;
        this.bank = bank;
    }

    /** Returns a bank as one of this engine's own, still open. */
    static HeapFilters of(HeapMemory memory, PackedFilters filters) {
        memory.requireOpen();
        if (!(filters instanceof HeapFilters own) || own.memory != memory)
            throw new IllegalArgumentException("a bank belongs to the engine that packed it, this one is of another");
        if (own.closed) throw new IllegalStateException("this bank of " + own.bank + " is closed");
        return own;
    }

    @Override
    public FilterBank bank() {
        return bank;
    }

    List<Taps> forward() {
        if (forward == null) forward = Taps.forward(bank);
        return forward;
    }

    List<Taps> transposed() {
        if (transposed == null) transposed = Taps.transposed(bank);
        return transposed;
    }

    List<Taps> places() {
        if (places == null) places = Taps.places(bank);
        return places;
    }

    /** Wᵀ of activations that are zero but for every n-th row and column, of which only those are given. */
    List<Taps> transposedOfEvery(int n) {
        return spaced.computeIfAbsent(n, spacing -> Taps.transposed(bank.withStride(bank.stride() * spacing)));
    }

    /** W or Wᵀ for minimal filtering. */
    MinimalFilters minimal(WorkerPool workers, boolean transposed, boolean wide) {
        return (transposed ? minimalTransposed : minimal)
                .computeIfAbsent(wide, any -> MinimalFilters.of(workers, bank, transposed, wide));
    }

    /** For each filter and place within it, row-major, the weights of all its channels. */
    float[][] rows() {
        if (rows == null) {
            int taps = bank.height() * bank.width();
            int channels = bank.filterChannels();
            float[] weights = bank.weights();
            rows = RowSums.room(bank.filters() * taps, channels);
            for (int row = 0; row < rows.length; row++)
                for (int m = 0; m < channels; m++)
                    rows[row][m] = weights[(row / taps * channels + m) * taps + row % taps];
        }
        return rows;
    }

    @Override
    public void close() {
        closed = true;
        spaced.clear();
        minimal.clear();
        minimalTransposed.clear();
        places = null;
        rows = null;
        forward = null;
        transposed = null;
    }
}
