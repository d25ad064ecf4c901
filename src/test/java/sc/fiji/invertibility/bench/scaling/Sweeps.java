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

    private Sweeps() {}

    static List<Sweep> all() {
        return List.of(
                new Sweep(
                        "image",
                        "megapixels",
                        doubling(0.25, 64),
                        (engine, megapixels) -> image(engine, megapixels, 100)),
                new Sweep(
                        "quarter kept",
                        "megapixels",
                        doubling(0.25, 64),
                        (engine, megapixels) -> image(engine, megapixels, 25)),
                new Sweep("filters", "filters", doubling(16, 512), Sweeps::filters),
                new Sweep("batch", "images", doubling(1, 64), Sweeps::batch),
                new Sweep("iterations", "iterations", List.of(1., 2., 5., 10., 20., 50.), Sweeps::iterations));
    }

    private static Runnable image(Engine engine, double megapixels, double keep) {
        int quarters = (int) Math.round(4 * megapixels), height = SIDE;
        while (height * height < QUARTER * quarters / 2) height *= 2;
        Shape shape = new Shape(3, height, QUARTER / height * quarters);
        return invert(engine, shape, FILTERS, keep, InversionSettings.FEED_FORWARD);
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

    private static Runnable iterations(Engine engine, double iterations) {
        InversionSettings settings =
                new InversionSettings((int) iterations, StepRule.NORMALISED, Scaling.NONE, 0, false);
        return invert(engine, new Shape(3, SIDE, SIDE), FILTERS, 25, settings);
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
