package sc.fiji.invertibility.compute.java;

import java.util.Arrays;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * Wᵀz of banks with few channels, window by window: all units of a window add to the same patch of pixels, with filters
 * that were moved to each position of a window beforehand. The patches are then added to x̂.
 *
 * <p>Neighbouring rows of windows reach the same pixels, so bands of rows are processed in two rounds, in each of which
 * no two touch. The order of all additions is determined by the sizes alone.
 */
final class PatchAdjoint {

    /** Values of a patch beyond which even a few terms are too much for the first-level cache. */
    private static final int LONGEST = 1 << 10;

    /** Moved weights that stay in the second-level cache. */
    private static final int MOST_WEIGHTS = 1 << 18;

    /** Patches and unit lists of a thread, in values, which should stay there, too. */
    private static final int ROOM = 1 << 17;

    /** Rows of windows per band. */
    private static final int BAND = 4;

    private final WorkerPool workers;

    PatchAdjoint(WorkerPool workers) {
        this.workers = workers;
    }

    /** Whether the patches of a bank and a code are small enough. */
    static boolean suits(FilterBank bank, HeapCode z) {
        Patch patch = Patch.of(bank, z.pooling().window());
        return bank.groups() == 1 && patch.length() <= LONGEST && (long) patch.length() * patch.rows() <= MOST_WEIGHTS;
    }

    /**
     * Whether it is faster than the dense sum. Measured on one core, in nanoseconds: 3 for a unit; 4 for a non-zero,
     * and 0.06 more for each value of a patch; 1 for adding a value of a patch to x̂; for the dense sum, 2.5 for an
     * activation, and 0.05 more for each weight.
     */
    static boolean pays(FilterBank bank, HeapCode z, long nonzeros) {
        int length = Patch.of(bank, z.pooling().window()).length(),
                taps = bank.channels() * bank.height() * bank.width();
        double sparse = nonzeros * (4 + 0.06 * length) + z.shape().size() * (3 + (double) length / bank.filters());
        return sparse < z.unpooledShape().size() * (2.5 + 0.05 * taps);
    }

    /** Fills x̂. */
    void apply(HeapFilters filters, HeapCode z, Unpooling unpooling, HeapMap x) {
        FilterBank bank = filters.bank();
        Patch patch = Patch.of(bank, z.pooling().window());
        float[][] weights = filters.layouts().patches(patch);
        int step = z.pooling().stride() * bank.stride();
        int height = Math.max(BAND, OutputTile.ceiling(patch.height(), step));
        int bands = OutputTile.ceiling(z.shape().height(), height);
        int width =
                OutputTile.evenly(z.shape().width(), ROOM / (GemmKernel.length(patch.length()) + 2 * UnitLists.LENGTH));
        workers.forEach(x.shape().channels(), channel -> Arrays.fill(x.plane(channel), 0));
        for (int round = 0; round < 2; round++) {
            int first = round;
            workers.forEach(
                    (bands + 1 - round) / 2,
                    () -> new Scratch(patch, new UnitLists(width), GemmKernel.scratch(width, patch.length())),
                    (scratch, piece) -> {
                        int top = (2 * piece + first) * height;
                        for (int row = top; row < Math.min(z.shape().height(), top + height); row++)
                            for (int left = 0; left < z.shape().width(); left += width) {
                                int columns = Math.min(width, z.shape().width() - left);
                                scratch.sum(z, unpooling, weights, row, left, columns);
                                for (int i = 0; i < columns; i++)
                                    patch.add(
                                            scratch.sums[i],
                                            x,
                                            row * step - bank.padding().y(),
                                            (left + i) * step - bank.padding().x());
                            }
                    });
        }
    }

    private record Scratch(Patch patch, UnitLists units, float[][] sums) {

        /** The patches of some windows in a row. */
        void sum(HeapCode z, Unpooling unpooling, float[][] weights, int row, int left, int columns) {
            for (int i = 0; i < columns; i++) Arrays.fill(sums[i], 0);
            for (int k = 0; k < z.shape().channels(); k += UnitLists.MOST) {
                units.collect(z, unpooling, k, row, left, columns);
                for (int i = 0; i < columns; i++) units.add(i, weights, sums[i]);
            }
        }
    }
}
