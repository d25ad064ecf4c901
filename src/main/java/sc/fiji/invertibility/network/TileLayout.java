package sc.fiji.invertibility.network;

import java.util.ArrayList;
import java.util.List;
import net.imglib2.FinalInterval;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.Span;

/**
 * A layer's activations divided into squares, and the pixels that each is computed from.
 *
 * @param rows the layers, vertically
 * @param columns the layers, horizontally
 * @param side the longest side of a tile, in activations
 */
record TileLayout(AxisGeometry rows, AxisGeometry columns, int side) {

    /**
     * One tile.
     *
     * @param x its columns of activations
     * @param y its rows of activations
     * @param pixelsX the columns of pixels that it is computed from
     * @param pixelsY the rows of pixels that it is computed from
     * @param firstX the column, in the whole map, of the first activation of those pixels
     * @param firstY the row, in the whole map, of the first activation of those pixels
     */
    record Tile(Span x, Span y, Span pixelsX, Span pixelsY, int firstX, int firstY) {

        FinalInterval outputs(int channels) {
            return FinalInterval.createMinSize(x.from(), y.from(), 0, x.length(), y.length(), channels);
        }

        FinalInterval pixels(int channels) {
            return FinalInterval.createMinSize(
                    pixelsX.from(), pixelsY.from(), 0, pixelsX.length(), pixelsY.length(), channels);
        }
    }

    TileLayout halved() {
        return new TileLayout(rows, columns, (side + 1) / 2);
    }

    List<Tile> tiles() {
        List<Tile> tiles = new ArrayList<>();
        for (Span y : spans(rows.outputs()))
            for (Span x : spans(columns.outputs())) {
                Span across = columns.pixels(x), down = rows.pixels(y);
                tiles.add(new Tile(x, y, across, down, across.from() / columns.stride(), down.from() / rows.stride()));
            }
        return tiles;
    }

    /** The size of the image that the largest tile is computed from. */
    Shape largest(int channels) {
        int height = 1, width = 1;
        for (Span y : spans(rows.outputs()))
            height = Math.max(height, rows.pixels(y).length());
        for (Span x : spans(columns.outputs()))
            width = Math.max(width, columns.pixels(x).length());
        return new Shape(channels, height, width);
    }

    private List<Span> spans(int length) {
        List<Span> spans = new ArrayList<>();
        for (int from = 0; from < length; from += side) spans.add(new Span(from, Math.min(length, from + side)));
        return spans;
    }
}
