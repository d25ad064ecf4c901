package sc.fiji.invertibility.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;

/**
 * Measures the percentage of non-zero activations in each layer of a network (tables 2 and 7), for one image after
 * another; the filters stay on the device. An image that does not fit onto the device is processed in tiles with the
 * layers' halo, which gives the same percentages. Normalisation and reflection are left out, since they are no
 * layers of their own in the tables.
 */
public final class LayerNonzeros implements AutoCloseable {

    private final Engine engine;
    private final ForwardPass pass;
    private final long deviceLimit;
    private final Scope kept = new Scope();
    private final PackedBanks banks;

    /** A measurement that takes roughly a number of bytes of the device for maps, as {@link TiledForwardPass} does. */
    LayerNonzeros(Engine engine, ForwardPass pass, long deviceLimit) {
        this.engine = engine;
        this.pass = pass;
        this.deviceLimit = deviceLimit;
        this.banks = new PackedBanks(engine, pass.network(), kept);
    }

    /**
     * A measurement that takes at most about 1 GiB of the device.
     *
     * @param engine where to compute; stays open
     * @param pass from the image to the last layer that is measured
     * @return the measurement, to be closed after the last image
     */
    public static LayerNonzeros of(Engine engine, ForwardPass pass) {
        return new LayerNonzeros(engine, pass, ForwardMemory.MOST_OF_DEVICE);
    }

    /**
     * Measures one image.
     *
     * @param image the preprocessed image with the axes (x, y, channel), at any origin
     * @param monitor receives the progress
     * @return 0 … 100 for each layer by its name, from the image up
     * @throws IllegalArgumentException if the image has a different number of channels than the network, or is too
     *     small
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     * @throws OutOfDeviceMemory if not even the smallest tiles fit
     */
    public Map<String, Double> percentages(RandomAccessibleInterval<FloatType> image, Monitor monitor) {
        RandomAccessibleInterval<FloatType> x = Views.zeroMin(image);
        Shape input = Shape.of(x);
        pass.output(input);
        ForwardMemory memory = ForwardMemory.of(pass.layers(), engine.device(), deviceLimit);
        return LayerTiles.ofAllLayers(pass, input)
                .process(memory, monitor, tiles -> percentages(count(x, tiles, memory.bytes(), monitor), input));
    }

    private Map<String, Double> percentages(long[] nonzeros, Shape input) {
        Map<String, Double> percentages = new LinkedHashMap<>();
        Shape shape = input;
        for (int i = 0; i < nonzeros.length; i++) {
            Layer layer = pass.layers().get(i);
            shape = layer.output(shape);
            if (!(layer instanceof Layer.Normalisation || layer instanceof Layer.Reflection))
                percentages.put(layer.name(), 100.0 * nonzeros[i] / shape.size());
        }
        return percentages;
    }

    private long[] count(
            RandomAccessibleInterval<FloatType> x, List<LayerTiles.Tile> tiles, long ceiling, Monitor monitor) {
        long[] nonzeros = new long[pass.layers().size()];
        for (int i = 0; i < tiles.size(); i++) {
            LayerTiles.Tile tile = tiles.get(i);
            if (tiles.size() > 1)
                monitor.progress((double) i / tiles.size(), "tile " + (i + 1) + " of " + tiles.size());
            Monitor part = monitor.part((double) i / tiles.size(), (i + 1.0) / tiles.size());
            try (Scope scope = new Scope()) {
                FeatureMap pixels = engine.upload(scope, Views.interval(x, tile.pixels((int) x.dimension(2))));
                LayerRunner runner = new LayerRunner(pass, new PassContext(engine, banks, ceiling, part));
                runner.observed(List.of(pixels), (layer, own) -> own, (layer, input, maps, codes) -> {
                    int at = pass.layers().indexOf(layer);
                    FeatureMap map = maps.get(0);
                    nonzeros[at] += nonzeros(map, tile.own(at, map.shape().channels()));
                });
            }
        }
        monitor.progress(1, null);
        return nonzeros;
    }

    private long nonzeros(FeatureMap map, FinalInterval own) {
        Shape shape = map.shape();
        if (Intervals.numElements(own) == shape.size())
            return engine.magnitudes(map).nonzeros();
        if (Intervals.isEmpty(own)) return 0;
        long count = 0;
        for (FloatType value : Views.interval(engine.download(map), own)) if (value.get() != 0) count++;
        return count;
    }

    @Override
    public void close() {
        kept.close();
    }
}
