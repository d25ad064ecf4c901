package sc.fiji.invertibility.compute.java;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * The weights of a bank in the orders in which the methods read them; each layout is made when it is first needed. None
 * depends on the bias.
 */
final class WeightLayouts {

    /**
     * The longest row of weights, in channels: longer rows, of a few filters, do not stay in the second-level cache.
     */
    private static final int ROW = 256;

    private final FilterBank bank;
    private List<FilterTaps> forward;
    private List<FilterTaps> transposed;
    private List<FilterTaps> positions;
    private final Map<Integer, List<FilterTaps>> spaced = new HashMap<>();
    private final Map<WinogradVariant, WinogradWeights> winograd = new HashMap<>();
    private final Map<WinogradVariant, WinogradWeights> winogradTransposed = new HashMap<>();
    private float[][][] rows;
    private final Map<Patch, float[][]> patches = new HashMap<>();

    WeightLayouts(FilterBank bank) {
        this.bank = bank;
    }

    /** Whether another bank has the same weights at the same positions. */
    boolean suits(FilterBank other) {
        return bank.differsAtMostInBiasFrom(other);
    }

    List<FilterTaps> forward() {
        if (forward == null) forward = FilterTaps.forward(bank);
        return forward;
    }

    List<FilterTaps> transposed() {
        if (transposed == null) transposed = FilterTaps.transposed(bank);
        return transposed;
    }

    List<FilterTaps> positions() {
        if (positions == null) positions = FilterTaps.positions(bank);
        return positions;
    }

    /** Wᵀ of activations that are zero except in every n-th row and column, of which only these are given. */
    List<FilterTaps> transposedOfEvery(int n) {
        return spaced.computeIfAbsent(n, spacing -> FilterTaps.transposed(bank.withStride(bank.stride() * spacing)));
    }

    /** W or Wᵀ for Winograd filtering. */
    WinogradWeights winograd(WorkerPool workers, boolean transposed, WinogradVariant variant) {
        return (transposed ? winogradTransposed : winograd)
                .computeIfAbsent(variant, any -> WinogradWeights.of(workers, bank, transposed, variant));
    }

    /**
     * For each part of the channels, and for each filter and position in it (row-major), the weights of those channels.
     */
    float[][][] rows() {
        if (rows == null) {
            int channels = bank.filterChannels(), taps = bank.height() * bank.width();
            int length = OutputTile.evenly(channels, ROW), parts = OutputTile.ceiling(channels, length);
            rows = new float[parts][][];
            for (int part = 0; part < parts; part++) rows[part] = GemmKernel.scratch(bank.filters() * taps, length);
            float[] weights = bank.weights();
            for (int row = 0; row < bank.filters() * taps; row++)
                for (int m = 0; m < channels; m++)
                    rows[m / length][row][m % length] = weights[(row / taps * channels + m) * taps + row % taps];
        }
        return rows;
    }

    /** The filters moved to each position of a window. */
    float[][] patches(Patch patch) {
        return patches.computeIfAbsent(patch, any -> patch.weights(bank));
    }

    /** Roughly how much memory this holds, in weights. */
    long size() {
        long moved = 0;
        long orders = (forward == null ? 0 : 1) + (transposed == null ? 0 : 1) + (positions == null ? 0 : 1);
        orders += spaced.size() + (rows == null ? 0 : 1);
        int tile = WinogradVariant.F4X4_TILE_ROWS.positions() / 9;
        orders += (long) tile * (winograd.size() + winogradTransposed.size());
        for (Patch patch : patches.keySet()) moved += patch.rows() * patch.length();
        return moved + (1 + orders) * bank.filters() * bank.filterChannels() * bank.height() * bank.width();
    }
}
