package sc.fiji.invertibility.bench.scaling;

import java.util.List;
import java.util.stream.Stream;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.bench.RandomInputs;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.invert.InversionSettings;
import sc.fiji.invertibility.invert.LayerInversion;
import sc.fiji.invertibility.invert.Scaling;
import sc.fiji.invertibility.sparse.Activation;
import sc.fiji.invertibility.sparse.PoolingModel;
import sc.fiji.invertibility.sparse.StepRule;

/**
 * What grows: a colour image is reconstructed from its pooled activations, by filters of 5×5. All of these are kept,
 * unless it is said that a quarter is.
 */
final class Sweeps {

    private static final int FILTERS = 64, SIDE = 512, SMALL_SIDE = 256;

    /** Pixels of the smallest image: a quarter of a megapixel. */
    private static final int QUARTER = SIDE * SIDE;

    /** One GiB of device memory, with which large images are passed over in tiles on any machine. */
    private static final long LIMIT = 1L << 30;

    private Sweeps() {}

    static List<Sweep> all() {
        return List.of(
                megapixels("image", LIMIT, 100, InversionSettings.FEED_FORWARD),
                megapixels("quarter kept", LIMIT, 25, InversionSettings.FEED_FORWARD),
                new Sweep("filters", "filters", doubling(16, 512), 128, 512, LIMIT, Sweeps::filters),
                new Sweep("batch", "images", doubling(1, 64), 16, 64, LIMIT, Sweeps::batch),
                new Sweep(
                        "iterations",
                        "iterations",
                        List.of(1., 2., 5., 10., 20., 50.),
                        10,
                        20,
                        LIMIT,
                        (engine, iterations) -> image(engine, 0.25, 25, normalised((int) iterations))),
                megapixels("5 iterations", Long.MAX_VALUE, 100, normalised(5)),
                megapixels("5 iterations, quarter kept", Long.MAX_VALUE, 25, normalised(5)),
                megapixels("10 iterations", Long.MAX_VALUE, 100, normalised(10)),
                megapixels("10 iterations, quarter kept", Long.MAX_VALUE, 25, normalised(10)));
    }

    /** A growing image, which is passed over in tiles from some size on. */
    private static Sweep megapixels(String name, long limit, double keep, InversionSettings settings) {
        return new Sweep(
                name,
                "megapixels",
                doubling(0.25, 64),
                4,
                16,
                limit,
                (engine, megapixels) -> image(engine, megapixels, keep, settings));
    }

    private static Runnable image(Engine engine, double megapixels, double keep, InversionSettings settings) {
        int quarters = (int) Math.round(4 * megapixels), height = SIDE;
        while (height * height < QUARTER * quarters / 2) height *= 2;
        Shape shape = new Shape(3, height, QUARTER / height * quarters);
        return invert(engine, shape, FILTERS, keep, settings);
    }

    private static InversionSettings normalised(int iterations) {
        return new InversionSettings(iterations, StepRule.NORMALISED, Scaling.NONE, 0, false);
    }

    private static Runnable filters(Engine engine, double filters) {
        return invert(engine, new Shape(3, SIDE, SIDE), (int) filters, 100, InversionSettings.FEED_FORWARD);
    }

    private static Runnable batch(Engine engine, double images) {
        Shape shape = new Shape(3, SMALL_SIDE, SMALL_SIDE);
        Runnable one = invert(engine, shape, FILTERS, 100, InversionSettings.FEED_FORWARD);
        return () -> {
            for (int i = 0; i < images; i++) one.run();
        };
    }

    private static Runnable invert(Engine engine, Shape shape, int filters, double keep, InversionSettings settings) {
        Img<FloatType> x = RandomInputs.image(shape, 1);
        PoolingModel model = new PoolingModel(2, Activation.NONE, Unpooling.SWITCHES, keep);
        LayerInversion inversion =
                LayerInversion.of(engine, GaussianFilters.unitNorm(filters, 3, 5, 1), model, settings);
        return () -> inversion.invert(x, Monitor.NONE);
    }

    private static List<Double> doubling(double from, double to) {
        return Stream.iterate(from, size -> size <= to, size -> 2 * size).toList();
    }
}
