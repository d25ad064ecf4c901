package sc.fiji.invertibility.invert;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.TileOrigin;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.Span;

/**
 * Adjacent tiles of a layer's activations, with sides that are multiples of the pooling block, so that every pooled
 * unit belongs to exactly one of them. Each knows the window of the input that its activations depend on, which
 * overlaps those of its neighbours by the filters' halo: activations are computed from that window, and Wᵀz of a tile
 * is added back to it, so the sum over the tiles is exact.
 */
final class TileGrid {

    /**
     * One tile.
     *
     * @param index its index
     * @param x column of its first activation
     * @param y row of its first activation
     * @param width activations across
     * @param height activations down
     * @param origin where its pooled units lie in the whole map
     * @param inputX columns of the input pixels it depends on, which may reach into the padding
     * @param inputY rows of these pixels
     */
    record Tile(int index, int x, int y, int width, int height, TileOrigin origin, Span inputX, Span inputY) {

        Span columns() {
            return new Span(x, x + width);
        }

        Span rows() {
            return new Span(y, y + height);
        }
    }

    private final int block;
    private final Shape activations;
    private final List<Tile> tiles = new ArrayList<>();

    private TileGrid(FilterBank bank, Shape input, int block, int longest) {
        this.block = block;
        activations = input.activations(bank);
        int tall = evenly(activations.height(), longest), wide = evenly(activations.width(), longest);
        int unitsDown = units(activations.height()), unitsAcross = units(activations.width());
        for (int y = 0; y < activations.height(); y += tall)
            for (int x = 0; x < activations.width(); x += wide) {
                int height = Math.min(tall, activations.height() - y);
                int width = Math.min(wide, activations.width() - x);
                tiles.add(new Tile(
                        tiles.size(),
                        x,
                        y,
                        width,
                        height,
                        new TileOrigin(unitsDown, unitsAcross, y / block, x / block),
                        bank.columns().inputs(new Span(x, x + width)),
                        bank.rows().inputs(new Span(y, y + height))));
            }
    }

    /**
     * Divides a layer's activations into tiles of about the same size.
     *
     * @param bank W
     * @param input the size of the input
     * @param block s
     * @param side the longest side of a tile in activations, a multiple of s
     */
    static TileGrid of(FilterBank bank, Shape input, int block, int side) {
        if (side < block || side % block != 0)
            throw new IllegalArgumentException(
                    "a tile of " + side + " is not a multiple of the pooling block " + block);
        return new TileGrid(bank, input, block, side);
    }

    Shape activations() {
        return activations;
    }

    /** The size of the whole pooled map. */
    Shape pooled() {
        return pooled(activations.height(), activations.width());
    }

    /** The size of a tile's pooled map. */
    Shape pooled(Tile tile) {
        return pooled(tile.height(), tile.width());
    }

    /** Bytes of a tile's activations, with channels padded to vectors of sixteen if there are many. */
    long bytesOfActivations(Tile tile) {
        return LayerMemory.channels(activations.channels()) * tile.height() * tile.width();
    }

    List<Tile> tiles() {
        return tiles;
    }

    private Shape pooled(int height, int width) {
        return new Shape(activations.channels(), units(height), units(width));
    }

    private int units(int length) {
        return (length + block - 1) / block;
    }

    /** The number of blocks per piece when a length is divided into pieces of at most a given number. */
    private int evenly(int length, int longest) {
        int pieces = (length + longest - 1) / longest;
        return units((length + pieces - 1) / pieces) * block;
    }
}
