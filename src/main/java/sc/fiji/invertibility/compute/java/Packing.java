package sc.fiji.invertibility.compute.java;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * The weights of a bank in the orders that the ways of filtering read them; each order is made when first needed.
 * None depends on the bias.
 */
final class Packing {

    /** Channels of a row of weights at most: longer rows of a few filters do not stay in the second cache. */
    private static final int ROW = 256;

    private final FilterBank bank;
    private List<Taps> forward;
    private List<Taps> transposed;
    private List<Taps> places;
    private final Map<Integer, List<Taps>> spaced = new HashMap<>();
    private final Map<Tiling, MinimalFilters> minimal = new HashMap<>();
    private final Map<Tiling, MinimalFilters> minimalTransposed = new HashMap<>();
    private float[][][] rows;
    private final Map<Patch, float[][]> patches = new HashMap<>();

    Packing(FilterBank bank) {
        this.bank = bank;
    }

    /** Whether another bank has the same weights at the same places. */
    boolean suits(FilterBank other) {
        return bank.differsAtMostInBiasFrom(other);
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
    MinimalFilters minimal(WorkerPool workers, boolean transposed, Tiling tiling) {
        return (transposed ? minimalTransposed : minimal)
                .computeIfAbsent(tiling, any -> MinimalFilters.of(workers, bank, transposed, tiling));
    }

    /** For each part of the channels, filter and place within it, row-major, the weights of those channels. */
    float[][][] rows() {
        if (rows == null) {
            int channels = bank.filterChannels(), taps = bank.height() * bank.width();
            int length = Tile.evenly(channels, ROW), parts = Tile.ceiling(channels, length);
            rows = new float[parts][][];
            for (int part = 0; part < parts; part++) rows[part] = RowSums.room(bank.filters() * taps, length);
            float[] weights = bank.weights();
            for (int row = 0; row < bank.filters() * taps; row++)
                for (int m = 0; m < channels; m++)
                    rows[m / length][row][m % length] = weights[(row / taps * channels + m) * taps + row % taps];
        }
        return rows;
    }

    /** The filters moved to each place of a window. */
    float[][] patches(Patch patch) {
        return patches.computeIfAbsent(patch, any -> patch.weights(bank));
    }

    /** About how much memory this holds, in weights. */
    long size() {
        long moved = 0;
        long orders = (forward == null ? 0 : 1) + (transposed == null ? 0 : 1) + (places == null ? 0 : 1);
        orders += spaced.size() + (rows == null ? 0 : 1);
        int tile = Tiling.TILES.places() / 9;
        orders += (long) tile * (minimal.size() + minimalTransposed.size());
        for (Patch patch : patches.keySet()) moved += patch.rows() * patch.length();
        return moved + (1 + orders) * bank.filters() * bank.filterChannels() * bank.height() * bank.width();
    }
}
