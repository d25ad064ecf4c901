package sc.fiji.invertibility.bench.scaling;

import java.util.List;
import java.util.stream.Stream;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.bench.Draw;
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

/** What grows: a colour image is reconstructed from a quarter of its pooled activations, by filters of 5×5. */
final class Sweeps {

    private static final PoolingModel MODEL = new PoolingModel(2, Activation.NONE, Unpooling.SWITCHES, 25);
    private static final int FILTERS = 64, SIDE = 512, SMALL_SIDE = 256;

    /** Pixels of the smallest image: a quarter of a megapixel. */
    private static final int QUARTER = SIDE * SIDE;

    private Sweeps() {}

    static List<Sweep> all() {
        return List.of(
                new Sweep("image", "quarters of a megapixel", doubling(1, 256), Sweeps::image),
                new Sweep(
                        "filters",
                        "filters",
                        doubling(16, 512),
                        (engine, filters) ->
                                invert(engine, new Shape(3, SIDE, SIDE), filters, InversionSettings.FEED_FORWARD, 1)),
                new Sweep(
                        "batch",
                        "images",
                        doubling(1, 64),
                        (engine, images) -> invert(
                                engine,
                                new Shape(3, SMALL_SIDE, SMALL_SIDE),
                                FILTERS,
                                InversionSettings.FEED_FORWARD,
                                images)),
                new Sweep("iterations", "iterations", List.of(1, 2, 5, 10, 20, 50), Sweeps::iterations));
    }

    private static Runnable image(Engine engine, int quarters) {
        int height = SIDE;
        while (height * height < QUARTER * quarters / 2) height *= 2;
        Shape shape = new Shape(3, height, QUARTER / height * quarters);
        return invert(engine, shape, FILTERS, InversionSettings.FEED_FORWARD, 1);
    }

    private static Runnable iterations(Engine engine, int iterations) {
        InversionSettings settings = new InversionSettings(iterations, StepRule.NORMALISED, Scaling.NONE, 0, false);
        return invert(engine, new Shape(3, SIDE, SIDE), FILTERS, settings, 1);
    }

    private static Runnable invert(Engine engine, Shape shape, int filters, InversionSettings settings, int images) {
        Img<FloatType> x = Draw.image(shape, 1);
        LayerInversion inversion =
                LayerInversion.of(engine, GaussianFilters.unitNorm(filters, 3, 5, 1), MODEL, settings);
        return () -> {
            for (int i = 0; i < images; i++) inversion.invert(x, Monitor.NONE);
        };
    }

    private static List<Integer> doubling(int from, int to) {
        return Stream.iterate(from, size -> size <= to, size -> 2 * size).toList();
    }
}
