package sc.fiji.invertibility.network;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.imglib2.FinalInterval;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.Span;
import sc.fiji.invertibility.filters.StridedWindow;

/**
 * An image divided into squares of pixels, such that every activation of every measured layer belongs to exactly one
 * of them. Each square knows the pixels that its activations depend on.
 *
 * @param pass the layers
 * @param lowest index of the first measured layer; all above it are measured, too
 * @param image the size of the image
 * @param side length of a tile in pixels, a multiple of the pass's stride
 */
record LayerTiles(ForwardPass pass, int lowest, Shape image, int side) {

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

        /** The outputs of a measured layer in that run that are the tile's own. */
        FinalInterval own(int layer, int channels) {
            return interval(x.own(layer), y.own(layer), channels);
        }

        /** The same outputs in the whole map. */
        FinalInterval outputs(int layer, int channels) {
            return interval(x.outputs().get(layer), y.outputs().get(layer), channels);
        }

        private static FinalInterval interval(Span x, Span y, int channels) {
            return FinalInterval.createMinSize(x.from(), y.from(), 0, x.length(), y.length(), channels);
        }
    }

    /** A single tile that is the whole image; all layers are measured. */
    static LayerTiles ofAllLayers(ForwardPass pass, Shape image) {
        return whole(pass, 0, image);
    }

    /** A single tile that is the whole image; only the last layer is measured. */
    static LayerTiles ofLastLayer(ForwardPass pass, Shape image) {
        return whole(pass, pass.layers().size() - 1, image);
    }

    private static LayerTiles whole(ForwardPass pass, int lowest, Shape image) {
        int side = roundedUp(Math.max(image.height(), image.width()), pass.stride());
        return new LayerTiles(pass, lowest, image, side);
    }

    /**
     * Does some work in tiles that fit into the memory, and again in smaller ones if the device then has too little.
     *
     * @param memory how much may be taken
     * @param monitor receives a message before the work is repeated
     * @param work what to do with all tiles
     * @return the result of the work
     * @throws OutOfDeviceMemory if not even the smallest tiles fit
     */
    <T> T process(ForwardMemory memory, Monitor monitor, Function<List<Tile>, T> work) {
        LayerTiles tiles = this;
        while (tiles.canBeHalved() && !memory.fits(tiles.largest())) tiles = tiles.halved();
        for (; ; tiles = tiles.halved()) {
            try {
                return work.apply(tiles.tiles());
            } catch (OutOfDeviceMemory e) {
                if (!tiles.canBeHalved()) throw e;
                monitor.progress(0, "the device has too little memory for tiles of " + tiles.side + " pixels");
            }
        }
    }

    private boolean canBeHalved() {
        return side > pass.stride();
    }

    private LayerTiles halved() {
        return new LayerTiles(pass, lowest, image, roundedUp((side + 1) / 2, pass.stride()));
    }

    private List<Tile> tiles() {
        List<Tile> tiles = new ArrayList<>();
        for (AxisTile y : rows()) for (AxisTile x : columns()) tiles.add(new Tile(y, x));
        return tiles;
    }

    /** The size of the input that the layers are run on for the largest tile. */
    private Shape largest() {
        return new Shape(image.channels(), longest(rows()), longest(columns()));
    }

    private List<AxisTile> rows() {
        return cut(Layer::rows, image.height());
    }

    private List<AxisTile> columns() {
        return cut(Layer::columns, image.width());
    }

    private List<AxisTile> cut(Function<Layer, StridedWindow> axis, int length) {
        return AxisTile.cut(pass.layers().stream().map(axis).toList(), lowest, length, side);
    }

    private static int longest(List<AxisTile> parts) {
        return parts.stream().mapToInt(part -> part.pixels().length()).max().orElse(0);
    }

    private static int roundedUp(int length, int multiple) {
        return (length + multiple - 1) / multiple * multiple;
    }
}
