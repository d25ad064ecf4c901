package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.BlockSum;
import sc.fiji.invertibility.compute.ChannelMoments;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.FeedForwardLayer;
import sc.fiji.invertibility.compute.LocalResponseNorm;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.ParameterShapes;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Pooling.Selection;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.invert.InversionSettings;
import sc.fiji.invertibility.invert.LayerInversion;
import sc.fiji.invertibility.invert.Scaling;
import sc.fiji.invertibility.sparse.Activation;
import sc.fiji.invertibility.sparse.Fista;
import sc.fiji.invertibility.sparse.PoolingModel;
import sc.fiji.invertibility.sparse.ShiftDictionary;
import sc.fiji.invertibility.sparse.StepRule;

/**
 * Work so small that a simulator of devices does it in seconds, and that together runs the kernels for GPUs.
 *
 * @param name what is done
 * @param job does it, and returns its results
 */
record SmallWork(String name, Job job) {

    /** Work on an engine. */
    @FunctionalInterface
    interface Job {
        List<FeatureMap> on(Engine engine, Scope scope);
    }

    private static final Pooling PAIRS = new Pooling(2, 2, false, Selection.LARGEST);

    static List<SmallWork> all() {
        List<SmallWork> all = new ArrayList<>();
        for (FilterBank bank : List.of(
                bank(8, 3, 5),
                bank(70, 3, 3),
                bank(16, 16, 3),
                bank(40, 33, 3),
                bank(16, 16, 1),
                bank(33, 130, 1),
                bank(16, 16, 5),
                bank(40, 32, 5),
                bank(4, 40, 3),
                bank(20, 5, 7).withStride(2),
                bank(16, 8, 3).withGroups(2),
                bank(32, 16, 5).withGroups(2))) filtering(all, bank);
        inversion(all, bank(8, 3, 5), StepRule.NORMALISED, Unpooling.SWITCHES);
        inversion(all, bank(8, 1, 5), StepRule.NORMALISED, Unpooling.TOP_LEFT);
        inversion(all, bank(16, 16, 3), StepRule.NORMALISED, Unpooling.SWITCHES);
        inversion(all, bank(8, 3, 3), StepRule.PURSUIT, Unpooling.SWITCHES);
        for (int channels : new int[] {16, 33}) {
            all.add(new SmallWork(
                    "FISTA, " + channels + " filters", (engine, scope) -> fista(engine, scope, channels)));
            all.add(new SmallWork("three layers of " + channels, (engine, scope) -> layers(engine, scope, channels)));
            all.add(new SmallWork(
                    "a layer and its transpose, " + channels, (engine, scope) -> thresholded(engine, scope, channels)));
        }
        all.add(new SmallWork("selection from one code", (engine, scope) -> selected(engine, scope, 20, 14, 1)));
        all.add(new SmallWork("selection from small codes", (engine, scope) -> selected(engine, scope, 5, 14, 3)));
        all.add(new SmallWork("selection from large codes", (engine, scope) -> selected(engine, scope, 16, 140, 2)));
        all.add(new SmallWork("steps of large codes", SmallWork::steps));
        all.add(new SmallWork("overlapping windows", SmallWork::overlapping));
        all.add(new SmallWork("sums and distances", SmallWork::reductions));
        all.add(new SmallWork("training", SmallWork::training));
        return all;
    }

    private static FilterBank bank(int filters, int channels, int size) {
        return GaussianFilters.scaled(filters, channels, size, 1);
    }

    private static Img<FloatType> random(Shape shape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) values[i] = (float) random.nextDouble(-1, 1);
        return ArrayImgs.floats(values, shape.width(), shape.height(), shape.channels());
    }

    private static List<FeatureMap> maps(Engine engine, Scope scope, Shape shape, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> engine.upload(scope, random(shape, i)))
                .toList();
    }

    /** A size that is no multiple of a tile, with a batch of two where maps are small. */
    private static void filtering(List<SmallWork> all, FilterBank bank) {
        Shape input = new Shape(bank.channels(), 10, 13), activations = input.activations(bank);
        all.add(new SmallWork("convolution by " + bank, (engine, scope) -> {
            PackedFilters w = engine.pack(scope, bank);
            return engine.convolveAll(scope, maps(engine, scope, input, 2), w, Rectification.RELU);
        }));
        all.add(new SmallWork("transpose of " + bank, (engine, scope) -> {
            PackedFilters w = engine.pack(scope, bank);
            return engine.adjointAll(scope, maps(engine, scope, activations, 2), w, input.height(), input.width());
        }));
    }

    private static void inversion(List<SmallWork> all, FilterBank bank, StepRule step, Unpooling unpooling) {
        all.add(new SmallWork("four iterations, " + step + ", " + unpooling + ", " + bank, (engine, scope) -> {
            PoolingModel model = new PoolingModel(2, Activation.NONE, unpooling, 25);
            InversionSettings settings = new InversionSettings(4, step, Scaling.NONE, 0, false);
            Img<FloatType> x = random(new Shape(bank.channels(), 14, 18), 1);
            return List.of(engine.upload(
                    scope,
                    LayerInversion.of(engine, bank, model, settings)
                            .invert(x, Monitor.NONE)
                            .image()));
        }));
    }

    private static List<FeatureMap> fista(Engine engine, Scope scope, int channels) {
        Shape shape = new Shape(channels, 11, 9);
        FilterBank bank = GaussianFilters.unitNorm(channels, channels, 3, 1);
        ShiftDictionary w = new ShiftDictionary(engine, engine.pack(scope, bank), shape);
        FeatureMap x = maps(engine, scope, shape, 1).get(0);
        return List.of(new Fista(4, 0)
                .minimise(engine, scope, w, x, 0.25, null, Monitor.NONE)
                .code());
    }

    private static List<FeatureMap> layers(Engine engine, Scope scope, int channels) {
        PackedFilters w = engine.pack(scope, bank(channels, channels, 3));
        FeedForwardLayer plain = new FeedForwardLayer(w.bank(), any -> w, Rectification.RELU, null);
        FeedForwardLayer pooled = new FeedForwardLayer(w.bank(), any -> w, Rectification.RELU, PAIRS);
        return engine.feedForward(
                scope, maps(engine, scope, new Shape(channels, 12, 10), 2), List.of(plain, pooled, plain));
    }

    private static List<FeatureMap> thresholded(Engine engine, Scope scope, int channels) {
        PackedFilters w = engine.pack(scope, bank(channels, channels, 3));
        FeatureMap x = maps(engine, scope, new Shape(channels, 10, 14), 1).get(0);
        PooledCode z = engine.encode(scope, x, w, Rectification.RELU, PAIRS);
        engine.keepLargest(z, z.values().shape().size() / 4);
        return List.of(engine.synthesise(scope, z, Unpooling.SWITCHES, w, 10, 14));
    }

    private static List<FeatureMap> selected(Engine engine, Scope scope, int channels, int side, int count) {
        Pooling pooling = Pooling.blocks(2, Selection.LARGEST_MAGNITUDE);
        List<PooledCode> z =
                engine.poolAll(scope, maps(engine, scope, new Shape(channels, side, side), count), pooling);
        long[] k = new long[count];
        Arrays.fill(k, z.get(0).values().shape().size() / 4);
        engine.keepLargestAll(z, k);
        return z.stream().map(PooledCode::values).toList();
    }

    /** Two lengths at a time, whose units are counted while they are pooled. */
    private static List<FeatureMap> steps(Engine engine, Scope scope) {
        Pooling pooling = Pooling.blocks(2, Selection.LARGEST_MAGNITUDE);
        List<FeatureMap> maps = maps(engine, scope, new Shape(16, 140, 140), 2);
        PooledCode z = engine.pool(scope, maps.get(0), pooling);
        long k = z.values().shape().size() / 4;
        engine.keepLargest(z, k);
        PackedFilters w = engine.pack(scope, bank(16, 1, 1));
        try (Pending<double[]> mu = engine.exactLengths(z, maps.get(1), Unpooling.SWITCHES, w, 140, 140, 1, 2)) {
            return engine.thresholdedSteps(scope, z, mu, maps.get(1), pooling, Unpooling.SWITCHES, k).stream()
                    .map(PooledCode::values)
                    .toList();
        }
    }

    private static List<FeatureMap> overlapping(Engine engine, Scope scope) {
        FeatureMap h = maps(engine, scope, new Shape(5, 9, 11), 1).get(0);
        PooledCode z = engine.pool(scope, h, new Pooling(3, 2, true, Selection.LARGEST));
        return List.of(
                z.values(),
                engine.unpool(scope, z, Unpooling.SWITCHES),
                engine.restrict(scope, h, z, Unpooling.SWITCHES).values(),
                engine.winners(scope, z),
                engine.normalise(scope, h, new LocalResponseNorm(5, 1e-4, 0.75, 1)));
    }

    private static List<FeatureMap> reductions(Engine engine, Scope scope) {
        List<FeatureMap> x = maps(engine, scope, new Shape(7, 30, 41), 2);
        double[] values = {
            engine.dot(x.get(0), x.get(1)),
            engine.squaredDistance(x.get(0), x.get(1)),
            engine.magnitudes(x.get(0)).sum()
        };
        Img<FloatType> numbers =
                ArrayImgs.floats(new float[] {(float) values[0], (float) values[1], (float) values[2]}, 1, 1, 3);
        return List.of(
                engine.upload(scope, numbers),
                engine.pixelNorms(scope, x.get(0)),
                engine.pixelDistances(scope, 2, x.get(0), x.get(1)));
    }

    private static List<FeatureMap> training(Engine engine, Scope scope) {
        List<FeatureMap> x = maps(engine, scope, new Shape(6, 10, 13), 3);
        ChannelMoments moments = engine.moments(scope, x);
        FeatureMap ones = engine.upload(scope, random(ParameterShapes.perChannel(6), 3));
        List<FeatureMap> results = new ArrayList<>(List.of(
                engine.filterGradient(scope, x, maps(engine, scope, new Shape(4, 10, 13), 3), bank(4, 6, 3)),
                engine.filterGradient(scope, x, maps(engine, scope, new Shape(4, 10, 13), 3), bank(4, 6, 5)),
                engine.channelSums(scope, x),
                engine.blockSums(scope, x.get(0), new BlockSum(2, 2, 0.25f)),
                engine.reflect(scope, x.get(0), 2),
                engine.fold(scope, x.get(0), 2)));
        results.addAll(
                engine.affine(scope, x, engine.batchNorm(scope, moments, ones, ones, 1e-3f), Rectification.RELU));
        return results;
    }
}
