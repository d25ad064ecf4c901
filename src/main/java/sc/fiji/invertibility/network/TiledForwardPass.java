package sc.fiji.invertibility.network;

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
 * Computes a layer's activations from a preprocessed image of any size, from the heap to the heap: as a whole if it
 * fits onto the device, else in tiles with the network's halo, which gives the same result up to rounding. If the
 * device fails to allocate memory, smaller tiles are tried.
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
     * A pass that takes at most about 1 GiB of the device.
     *
     * @param engine where to compute; stays open
     * @param pass the layers to apply
     * @return the tiled pass
     */
    public static TiledForwardPass of(Engine engine, ForwardPass pass) {
        return new TiledForwardPass(engine, pass, ForwardMemory.MOST_OF_DEVICE);
    }

    /**
     * Returns this pass with another limit of device memory.
     *
     * @param bytes roughly how much of the device may be taken at most for maps; less means smaller tiles, down to
     *     single activations, whose receptive field is used whatever the limit
     * @return the changed pass
     */
    public TiledForwardPass withDeviceLimit(long bytes) {
        return new TiledForwardPass(engine, pass, bytes);
    }

    /**
     * Computes the activations.
     *
     * @param image the preprocessed image with the axes (x, y, channel), at any origin
     * @param monitor receives the progress
     * @return the activations with the axes (x, y, filter), with origin zero
     * @throws IllegalArgumentException if the image has a different number of channels than the network, or is too
     *     small
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     * @throws OutOfDeviceMemory if not even the smallest tiles fit
     */
    public Img<FloatType> activations(RandomAccessibleInterval<FloatType> image, Monitor monitor) {
        RandomAccessibleInterval<FloatType> x = Views.zeroMin(image);
        Shape input = Shape.of(x);
        Shape output = pass.output(input);
        ForwardMemory memory = ForwardMemory.of(pass.layers(), engine.device(), deviceLimit);
        AxisGeometry rows =
                new AxisGeometry(pass.layers().stream().map(Layer::rows).toList(), input.height());
        AxisGeometry columns =
                new AxisGeometry(pass.layers().stream().map(Layer::columns).toList(), input.width());
        Img<FloatType> result =
                new PlanarImgFactory<>(new FloatType()).create(output.width(), output.height(), output.channels());
        int side = Math.max(output.height(), output.width());
        TileLayout layout = new TileLayout(rows, columns, side);
        while (layout.side() > 1 && !memory.fits(layout.largest(input.channels()))) layout = layout.halved();
        for (; ; layout = layout.halved()) {
            try {
                fill(result, x, layout.tiles(), memory.bytes(), monitor);
                return result;
            } catch (OutOfDeviceMemory e) {
                if (layout.side() == 1) throw e;
                monitor.progress(0, "the device has too little memory for tiles of " + layout.side() + " activations");
            }
        }
    }

    private void fill(
            Img<FloatType> result,
            RandomAccessibleInterval<FloatType> x,
            List<TileLayout.Tile> tiles,
            long ceiling,
            Monitor monitor) {
        try (Scope kept = new Scope()) {
            PackedBanks banks = tiles.size() == 1
                    ? PackedBanks.once(engine, pass.network())
                    : PackedBanks.kept(engine, pass.network(), kept);
            for (int i = 0; i < tiles.size(); i++) {
                TileLayout.Tile tile = tiles.get(i);
                monitor.progress((double) i / tiles.size(), "tile " + (i + 1) + " of " + tiles.size());
                Monitor part = monitor.part((double) i / tiles.size(), (i + 1.0) / tiles.size());
                try (Scope scope = new Scope()) {
                    FeatureMap pixels = engine.upload(scope, Views.interval(x, tile.pixels((int) x.dimension(2))));
                    FeatureMap activations = pass.run(
                                    new PassContext(engine, banks, ceiling, part), scope, List.of(pixels))
                            .get(0);
                    copy(engine.download(activations), tile, result);
                }
            }
        }
        monitor.progress(1, null);
    }

    private static void copy(Img<FloatType> run, TileLayout.Tile tile, Img<FloatType> result) {
        FinalInterval outputs = tile.outputs((int) result.dimension(2));
        RandomAccessibleInterval<FloatType> placed = Views.translate(run, tile.firstX(), tile.firstY(), 0);
        LoopBuilder.setImages(Views.interval(placed, outputs), Views.interval(result, outputs))
                .forEachPixel((source, target) -> target.set(source));
    }
}
