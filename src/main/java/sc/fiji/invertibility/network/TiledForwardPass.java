package sc.fiji.invertibility.network;

import java.util.List;
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
 *
 * @param engine where to compute; stays open
 * @param pass the layers to apply
 * @param deviceLimit roughly how many bytes of the device may be taken at most for maps; less means smaller tiles, down
 *     to the distance between activations, whose receptive field is used whatever the limit
 */
public record TiledForwardPass(Engine engine, ForwardPass pass, long deviceLimit) {

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
        Img<FloatType> result =
                new PlanarImgFactory<>(new FloatType()).create(output.width(), output.height(), output.channels());
        return LayerTiles.ofLastLayer(pass, input).process(memory, monitor, tiles -> {
            fill(result, x, tiles, memory.bytes(), monitor);
            return result;
        });
    }

    private void fill(
            Img<FloatType> result,
            RandomAccessibleInterval<FloatType> x,
            List<LayerTiles.Tile> tiles,
            long ceiling,
            Monitor monitor) {
        try (Scope kept = new Scope()) {
            PackedBanks banks = tiles.size() == 1
                    ? PackedBanks.once(engine, pass.network())
                    : new PackedBanks(engine, pass.network(), kept);
            for (int i = 0; i < tiles.size(); i++) {
                LayerTiles.Tile tile = tiles.get(i);
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

    private static void copy(Img<FloatType> run, LayerTiles.Tile tile, Img<FloatType> result) {
        int channels = (int) result.dimension(2);
        LoopBuilder.setImages(
                        Views.interval(run, tile.own(0, channels)), Views.interval(result, tile.outputs(0, channels)))
                .forEachPixel((source, target) -> target.set(source));
    }
}
