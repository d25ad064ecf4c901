package sc.fiji.invertibility.compute.opencl.gpu;

import static sc.fiji.invertibility.compute.opencl.gpu.GemmTile.LARGE;
import static sc.fiji.invertibility.compute.opencl.gpu.GemmTile.MEDIUM;
import static sc.fiji.invertibility.compute.opencl.gpu.GemmTile.NARROW_IN_16_PARTS;
import static sc.fiji.invertibility.compute.opencl.gpu.GemmTile.NARROW_IN_2_PARTS;
import static sc.fiji.invertibility.compute.opencl.gpu.GemmTile.NARROW_IN_4_PARTS;
import static sc.fiji.invertibility.compute.opencl.gpu.GemmTile.NARROW_IN_8_PARTS;
import static sc.fiji.invertibility.compute.opencl.gpu.GemmTile.SMALL;

import java.util.List;

/**
 * Chooses tiles for matrix products: large ones if they keep a device busy, or else those with which, by counting, the
 * compute unit that has most of them is done first.
 *
 * @param m columns of a product
 * @param n rows of a product
 * @param k values that are multiplied and added for each output
 * @param products how many products
 */
record TileChoice(long m, long n, long k, long products) {

    /** The tiles for few outputs; the first of equally fast ones is taken. */
    private static final List<GemmTile> FOR_FEW =
            List.of(SMALL, NARROW_IN_4_PARTS, NARROW_IN_8_PARTS, NARROW_IN_16_PARTS);

    /** Matrices of no more columns would leave most of a larger tile unused. */
    private static final int NARROW = 16;

    /** The numbers of large and of medium tiles per compute unit that keep a device busy. */
    private static final int LARGE_OF_UNIT = 6;

    private static final int MEDIUM_OF_UNIT = 2;

    /** What a compute unit of a card usually has: lanes, banks of local memory, and work-items at a time. */
    private static final int LANES = 128;

    private static final int BANKS = 32;
    private static final int RESIDENT = 1024;

    /** Cycles from a read of global memory to the product, if nothing else is to be done. */
    private static final int LATENCY = 700;

    /** {@return the tiles for a device} */
    GemmTile on(DeviceLimits limits) {
        if (enough(LARGE, LARGE_OF_UNIT, limits)) return LARGE;
        if (enough(MEDIUM, MEDIUM_OF_UNIT, limits)) return MEDIUM;
        GemmTile best = m > NARROW && LARGE.fits(limits) ? LARGE : NARROW_IN_2_PARTS;
        long least = Long.MAX_VALUE;
        for (GemmTile tile : FOR_FEW) {
            if (!tile.fits(limits)) continue;
            long cycles = cycles(tile, limits);
            if (cycles >= least) continue;
            best = tile;
            least = cycles;
        }
        return best;
    }

    private boolean enough(GemmTile tile, int ofUnit, DeviceLimits limits) {
        return m > NARROW && tile.fits(limits) && groups(tile) >= (long) ofUnit * limits.units();
    }

    private long groups(GemmTile tile) {
        return tile.acrossColumns(m) * tile.acrossRows(n) * products;
    }

    /**
     * The cycles of the unit that has most groups. A lane multiplies once per cycle, and reads half a word of local
     * memory; but a step of a tile's depth takes at least as long as its reads are on their way. In the end, half of
     * the parts give their sums to the other half, until one part has them all.
     */
    private long cycles(GemmTile tile, DeviceLimits limits) {
        long steps = ceiling(k, (long) tile.parts() * GemmTile.DEPTH);
        long items = ceiling(groups(tile), limits.units()) * tile.group();
        long step = GemmTile.DEPTH * (tile.outputsOfItem() + 2L * tile.readsOfItem());
        long multiplying = steps * step * Math.max(LANES, items) / LANES;
        long waiting = (steps + 1) * LATENCY * ceiling(items, RESIDENT);
        long given = (long) tile.outputsOfItem() * tile.group() / tile.parts() * (tile.parts() - 1);
        return Math.max(multiplying, waiting) + 2 * given / BANKS;
    }

    private static long ceiling(long a, long b) {
        return (a + b - 1) / b;
    }
}
