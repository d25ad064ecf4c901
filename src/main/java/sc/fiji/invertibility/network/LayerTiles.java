package sc.fiji.invertibility.network;

import java.util.ArrayList;
import java.util.List;
import net.imglib2.FinalInterval;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.Span;

/**
 * An image divided into squares of pixels, such that every activation of every layer belongs to exactly one of them.
 *
 * @param pass the layers
 * @param image the size of the image
 * @param side length of a tile in pixels, a multiple of the pass's stride
 */
record LayerTiles(ForwardPass pass, Shape image, int side) {

    /**
     * One tile.
     *
     * @param y the vertical part
     * @param x the horizontal part
     */
    record Tile(AxisTile y, AxisTile x) {

        /** The size of the input that the layers are run on. */
        FinalInterval pixels(int channels) {
            return interval(x.pixels(), y.pixels(), channels);
        }

        /** The outputs of a layer in that run that are the tile's own. */
        FinalInterval own(int layer, int channels) {
            return interval(x.own().get(layer), y.own().get(layer), channels);
        }

        private static FinalInterval interval(Span x, Span y, int channels) {
            return FinalInterval.createMinSize(x.from(), y.from(), 0, x.length(), y.length(), channels);
        }
    }

    /** A single tile that is the whole image. */
    static LayerTiles whole(ForwardPass pass, Shape image) {
        return new LayerTiles(pass, image, roundedUp(Math.max(image.height(), image.width()), pass.stride()));
    }

    boolean canBeHalved() {
        return side > pass.stride();
    }

    LayerTiles halved() {
        return new LayerTiles(pass, image, roundedUp((side + 1) / 2, pass.stride()));
    }

    List<Tile> tiles() {
        List<Tile> tiles = new ArrayList<>();
        for (AxisTile y : rows()) for (AxisTile x : columns()) tiles.add(new Tile(y, x));
        return tiles;
    }

    /** The size of the input that the layers are run on for the largest tile. */
    Shape largest() {
        return new Shape(image.channels(), longest(rows()), longest(columns()));
    }

    private List<AxisTile> rows() {
        return AxisTile.cut(pass.layers().stream().map(Layer::rows).toList(), image.height(), side);
    }

    private List<AxisTile> columns() {
        return AxisTile.cut(pass.layers().stream().map(Layer::columns).toList(), image.width(), side);
    }

    private static int longest(List<AxisTile> parts) {
        return parts.stream().mapToInt(part -> part.pixels().length()).max().orElse(0);
    }

    private static int roundedUp(int length, int multiple) {
        return (length + multiple - 1) / multiple * multiple;
    }
}
