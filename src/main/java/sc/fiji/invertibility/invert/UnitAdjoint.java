package sc.fiji.invertibility.invert;

import java.util.stream.IntStream;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.UnitList;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.invert.TileGrid.Tile;

/** Wᵀz of some units of a tile, on the heap. */
final class UnitAdjoint {

    private final FilterBank bank;
    private final float[] weights;
    private final int block;
    private final boolean switched;

    /**
     * @param bank W, with the padding that the tiles were made for
     * @param block s
     */
    UnitAdjoint(FilterBank bank, int block, Unpooling unpooling) {
        this.bank = bank;
        this.weights = bank.weights();
        this.block = block;
        this.switched = unpooling == Unpooling.SWITCHES;
    }

    /**
     * Adds Wᵀz.
     *
     * @param pooled the size of the tile's pooled map
     */
    void add(UnitList units, Tile tile, Shape pooled, Signal x) {
        int[] filters = new int[units.size()], lefts = new int[units.size()], tops = new int[units.size()];
        int plane = (int) pooled.pixels();
        for (int i = 0; i < units.size(); i++) {
            int pixel = units.indices()[i] % plane, position = switched ? units.switches()[i] : 0;
            filters[i] = units.indices()[i] / plane;
            lefts[i] = tile.inputX().from() + (pixel % pooled.width() * block + position % block) * bank.stride();
            tops[i] = tile.inputY().from() + (pixel / pooled.width() * block + position / block) * bank.stride();
        }
        // Threads share nothing: each processes its own channel.
        IntStream.range(0, bank.filterChannels())
                .parallel()
                .forEach(m -> add(m, filters, lefts, tops, units.values(), x));
    }

    private void add(int m, int[] filters, int[] lefts, int[] tops, float[] values, Signal x) {
        int inGroup = bank.filters() / bank.groups(), width = x.shape().width();
        int mostLeft = width - bank.width(), mostTop = x.shape().height() - bank.height();
        int[] pixels = IntStream.range(0, bank.height() * bank.width())
                .map(tap -> tap / bank.width() * width + tap % bank.width())
                .toArray();
        for (int i = 0; i < filters.length; i++) {
            int channel = filters[i] / inGroup * bank.filterChannels() + m;
            int weight = (filters[i] * bank.filterChannels() + m) * pixels.length;
            if (lefts[i] >= 0 && lefts[i] <= mostLeft && tops[i] >= 0 && tops[i] <= mostTop)
                x.addFilter(channel, tops[i] * width + lefts[i], values[i], weights, weight, pixels);
            else x.addFilter(channel, lefts[i], tops[i], values[i], weights, weight, bank.width(), bank.height());
        }
    }
}
