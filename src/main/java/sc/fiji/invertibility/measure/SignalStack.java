package sc.fiji.invertibility.measure;

import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * Several signals filtered as one, above one another and so far apart that no filter sees two of them: with many
 * channels and few pixels, most time goes into reading W, which so is read once for all.
 *
 * @param bank W
 * @param signal the size of one signal
 * @param most how many signals at a time, at most
 * @param pitch rows from one to the next
 */
record SignalStack(FilterBank bank, Shape signal, int most, int pitch) {

    /** Values of all signals together, beyond which W costs little beside them. */
    private static final long MOST_VALUES = 1 << 21;

    private static final int MOST_SIGNALS = 16;

    /** Minimal 3×3 filtering works in tiles of as many rows; all signals are to be cut into the same tiles. */
    private static final int TILE = 4;

    static SignalStack of(FilterBank bank, int height, int width) {
        Shape signal = new Shape(bank.channels(), height, width);
        int padding = bank.padding().y();
        int between = Math.max(padding, bank.height() - 1 - padding);
        int tile = bank.height() == 3 ? TILE : 1;
        int pitch = (height + between + tile - 1) / tile * tile;
        long fit = Math.min(MOST_SIGNALS, MOST_VALUES / signal.size());
        return new SignalStack(bank, signal, bank.stride() > 1 ? 1 : (int) Math.max(1, fit), pitch);
    }

    /** h = Wx of all signals, above one another. */
    FeatureMap convolve(Engine engine, Scope scope, PackedFilters w, List<FeatureMap> x) {
        try (Scope local = new Scope()) {
            FeatureMap stacked = x.size() == 1 ? x.get(0) : engine.stack(local, x, pitch);
            return engine.convolve(scope, stacked, w, Rectification.NONE);
        }
    }

    /** h = Wx of one of them. */
    FeatureMap activations(Engine engine, Scope scope, FeatureMap h, int index) {
        return engine.rows(scope, h, index * pitch, bank.outputHeight(signal.height()));
    }
}
