package sc.fiji.invertibility.network;

import java.util.ArrayList;
import java.util.List;
import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.loops.LoopBuilder;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;

/**
 * From a preprocessed image of any size on the heap to a layer's activations on the heap: as a whole
 * where the device has room, else in tiles with the network's halo, which gives the same up to rounding.
 * Where the device fails to give memory, smaller tiles are tried.
 */
public final class TiledForwardPass {

    private final Engine engine;
    private final ForwardPass pass;
    private final long deviceLimit;

    private TiledForwardPass(Engine engine, ForwardPass pass, long deviceLimit) {
        this.engine = engine;
        this.pass = pass;
        this.deviceLimit = deviceLimit;
    }

    /**
     * A pass that takes about 1 GiB of the device at most.
     *
     * @param engine where to compute; stays open
     * @param pass from where to where
     * @return the tiled pass
     */
    public static TiledForwardPass of(Engine engine, ForwardPass pass) {
        return new TiledForwardPass(engine, pass, ForwardMemory.MOST_OF_DEVICE);
    }

    /**
     * Returns this pass with another limit of device memory.
     *
     * @param bytes about how much of the device may be taken at most for maps; smaller means smaller tiles,
     *     down to single activations, whose receptive field is then taken whatever the limit
     * @return the changed pass
     */
    public TiledForwardPass withDeviceLimit(long bytes) {
        return new TiledForwardPass(engine, pass, bytes);
    }

    /**
     * Computes the activations.
     *
     * @param image the preprocessed image with the axes (x, y, channel), of any origin
     * @param monitor hears of the progress
     * @return the activations with the axes (x, y, filter), of origin zero
     * @throws IllegalArgumentException if the image has other channels than the network, or is too small
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     * @throws OutOfDeviceMemory if not even the smallest tiles fit
     */
    public Img<FloatType> activations(RandomAccessibleInterval<FloatType> image, Monitor monitor) {
        RandomAccessibleInterval<FloatType> x = Views.zeroMin(image);
        Shape input = new Shape((int) x.dimension(2), (int) x.dimension(1), (int) x.dimension(0));
        Shape output = pass.output(input);
        ForwardMemory memory = ForwardMemory.of(pass.layers(), engine.device(), deviceLimit);
        Axis rows = new Axis(pass.layers().stream().map(Layer::rows).toList(), input.height());
        Axis columns = new Axis(pass.layers().stream().map(Layer::columns).toList(), input.width());
        Img<FloatType> result =
                new PlanarImgFactory<>(new FloatType()).create(output.width(), output.height(), output.channels());
        int side = Math.max(output.height(), output.width());
        while (side > 1 && !memory.fits(largestTile(rows, columns, side, input))) side = half(side);
        for (; ; side = half(side)) {
            try {
                fill(result, x, tiles(rows, columns, side), memory.bytes(), monitor);
                return result;
            } catch (OutOfDeviceMemory e) {
                if (side == 1) throw e;
                monitor.progress(0, "the device has too little memory for tiles of " + side + " activations");
            }
        }
    }

    /** A tile: its outputs and the pixels that they are computed from, along both axes. */
    private record Tile(Axis.Span x, Axis.Span y, Axis.Span pixelsX, Axis.Span pixelsY, int strideX, int strideY) {

        FinalInterval outputs(int channels) {
            return FinalInterval.createMinSize(x.from(), y.from(), 0, x.length(), y.length(), channels);
        }

        FinalInterval pixels(int channels) {
            return FinalInterval.createMinSize(
                    pixelsX.from(), pixelsY.from(), 0, pixelsX.length(), pixelsY.length(), channels);
        }
    }

    private static List<Tile> tiles(Axis rows, Axis columns, int side) {
        List<Tile> tiles = new ArrayList<>();
        for (Axis.Span y : spans(rows.outputs(), side))
            for (Axis.Span x : spans(columns.outputs(), side))
                tiles.add(new Tile(x, y, columns.pixels(x), rows.pixels(y), columns.stride(), rows.stride()));
        return tiles;
    }

    private static Shape largestTile(Axis rows, Axis columns, int side, Shape input) {
        int height = 1, width = 1;
        for (Axis.Span y : spans(rows.outputs(), side))
            height = Math.max(height, rows.pixels(y).length());
        for (Axis.Span x : spans(columns.outputs(), side))
            width = Math.max(width, columns.pixels(x).length());
        return new Shape(input.channels(), height, width);
    }

    private static List<Axis.Span> spans(int length, int side) {
        List<Axis.Span> spans = new ArrayList<>();
        for (int from = 0; from < length; from += side) spans.add(new Axis.Span(from, Math.min(length, from + side)));
        return spans;
    }

    private static int half(int side) {
        return (side + 1) / 2;
    }

    private void fill(
            Img<FloatType> result,
            RandomAccessibleInterval<FloatType> x,
            List<Tile> tiles,
            long ceiling,
            Monitor monitor) {
        try (Scope kept = new Scope()) {
            PackedBanks banks = tiles.size() == 1
                    ? PackedBanks.once(engine, pass.network())
                    : PackedBanks.kept(engine, pass.network(), kept);
            for (int i = 0; i < tiles.size(); i++) {
                Tile tile = tiles.get(i);
                monitor.progress((double) i / tiles.size(), "tile " + (i + 1) + " of " + tiles.size());
                Monitor part = monitor.part((double) i / tiles.size(), (i + 1.0) / tiles.size());
                try (Scope scope = new Scope()) {
                    FeatureMap pixels = engine.upload(scope, Views.interval(x, tile.pixels((int) x.dimension(2))));
                    copy(
                            engine.download(pass.run(new Workplace(engine, banks, ceiling, part), scope, pixels)),
                            tile,
                            result);
                }
            }
        }
        monitor.progress(1, null);
    }

    private static void copy(Img<FloatType> run, Tile tile, Img<FloatType> result) {
        FinalInterval outputs = tile.outputs((int) result.dimension(2));
        RandomAccessibleInterval<FloatType> placed = Views.translate(
                run, tile.pixelsX().from() / tile.strideX(), tile.pixelsY().from() / tile.strideY(), 0);
        LoopBuilder.setImages(Views.interval(placed, outputs), Views.interval(result, outputs))
                .forEachPixel((source, target) -> target.set(source));
    }
}
