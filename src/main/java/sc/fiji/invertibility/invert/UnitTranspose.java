package sc.fiji.invertibility.invert;

import java.util.stream.IntStream;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.UnitList;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.invert.TileGrid.Tile;

/** Wᵀz of some units of a tile, on the heap. */
final class UnitTranspose {

    private final FilterBank bank;
    private final float[] weights;
    private final int block;
    private final boolean switched;

    /**
     * @param bank W, with the padding that tiles were made for
     * @param block s
     */
    UnitTranspose(FilterBank bank, int block, Unpooling unpooling) {
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
        // Threads share nothing: each has a channel.
        IntStream.range(0, bank.filterChannels()).parallel().forEach(m -> add(m, units, tile, pooled, x));
    }

    private void add(int m, UnitList units, Tile tile, Shape pooled, Signal x) {
        int inGroup = bank.filters() / bank.groups();
        int taps = bank.height() * bank.width(), plane = (int) pooled.pixels();
        for (int i = 0; i < units.size(); i++) {
            int filter = units.indices()[i] / plane, pixel = units.indices()[i] % plane;
            int place = switched ? units.switches()[i] : 0;
            int row = pixel / pooled.width() * block + place / block;
            int column = pixel % pooled.width() * block + place % block;
            x.addFilter(
                    filter / inGroup * bank.filterChannels() + m,
                    tile.inputX() + column * bank.stride(),
                    tile.inputY() + row * bank.stride(),
                    units.values()[i],
                    weights,
                    (filter * bank.filterChannels() + m) * taps,
                    bank.width(),
                    bank.height());
        }
    }
}
