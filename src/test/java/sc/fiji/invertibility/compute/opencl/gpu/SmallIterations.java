package sc.fiji.invertibility.compute.opencl.gpu;

import static sc.fiji.invertibility.compute.opencl.gpu.SmallWork.bank;
import static sc.fiji.invertibility.compute.opencl.gpu.SmallWork.maps;
import static sc.fiji.invertibility.compute.opencl.gpu.SmallWork.numbers;
import static sc.fiji.invertibility.compute.opencl.gpu.SmallWork.random;

import java.util.ArrayList;
import java.util.List;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.GramPowers;
import sc.fiji.invertibility.compute.LassoNorms;
import sc.fiji.invertibility.compute.LassoPoint;
import sc.fiji.invertibility.compute.LassoStep;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Pooling.Selection;
import sc.fiji.invertibility.compute.ProximalStep;
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

/** Small work of a few iterations. */
final class SmallIterations {

    private SmallIterations() {}

    static List<SmallWork> all() {
        List<SmallWork> all = new ArrayList<>();
        all.add(inversion(4, bank(8, 3, 5), StepRule.NORMALISED, Unpooling.SWITCHES));
        all.add(inversion(4, bank(8, 1, 5), StepRule.NORMALISED, Unpooling.TOP_LEFT));
        all.add(inversion(4, bank(16, 16, 3), StepRule.NORMALISED, Unpooling.SWITCHES));
        all.add(inversion(1, bank(8, 3, 3), StepRule.PURSUIT, Unpooling.SWITCHES));
        for (int channels : new int[] {16, 33})
            all.add(new SmallWork(
                    "FISTA, " + channels + " filters", (engine, scope) -> fista(engine, scope, channels)));
        all.add(new SmallWork("a single step of FISTA", (engine, scope) -> step(engine, scope, new Shape(16, 11, 9))));
        // Two groups share each channel, and have a border of it in common.
        all.add(new SmallWork(
                "a single step of FISTA on wide maps", (engine, scope) -> step(engine, scope, new Shape(16, 4, 681))));
        all.add(new SmallWork("powers of WᵀW", SmallIterations::powers));
        all.add(new SmallWork("steps of small codes", (engine, scope) -> steps(engine, scope, 14)));
        all.add(new SmallWork("steps of large codes", (engine, scope) -> steps(engine, scope, 140)));
        return all;
    }

    private static SmallWork inversion(int iterations, FilterBank bank, StepRule step, Unpooling unpooling) {
        return new SmallWork("iterations, " + step + ", " + unpooling + ", " + bank, (engine, scope) -> {
            PoolingModel model = new PoolingModel(2, Activation.NONE, unpooling, 25);
            InversionSettings settings = new InversionSettings(iterations, step, Scaling.NONE, 0, false);
            Img<FloatType> x = random(new Shape(bank.channels(), 14, 18), 1);
            return List.of(engine.upload(
                    scope,
                    LayerInversion.of(engine, bank, model, settings)
                            .invert(x, Monitor.NONE)
                            .image()));
        });
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

    /** A step after which no other is expected. */
    private static List<FeatureMap> step(Engine engine, Scope scope, Shape shape) {
        List<FeatureMap> maps = maps(engine, scope, shape, 4);
        ShiftDictionary w = new ShiftDictionary(engine, engine.pack(scope, bank(16, 16, 3)), shape);
        LassoPoint from = new LassoPoint(maps.get(1), maps.get(2), maps.get(3));
        LassoStep step =
                w.step(engine, scope, maps.get(0), new ProximalStep(from, from, 0.5, 0.125f, 0.25f, Double.NaN));
        try (Pending<LassoNorms> pending = step.norms()) {
            LassoNorms norms = pending.get();
            return List.of(
                    step.to().code(),
                    step.to().signal(),
                    step.to().correlations(),
                    numbers(
                            engine,
                            scope,
                            norms.code(),
                            norms.squaredSignal(),
                            norms.squaredError(),
                            norms.steepest()));
        }
    }

    /** (WᵀW)²x and both norms. */
    private static List<FeatureMap> powers(Engine engine, Scope scope) {
        Shape shape = new Shape(16, 11, 9);
        FeatureMap x = maps(engine, scope, shape, 1).get(0);
        ShiftDictionary w = new ShiftDictionary(engine, engine.pack(scope, bank(16, 16, 3)), shape);
        GramPowers powers = w.gramPowers(engine, scope, x, 2);
        try (Pending<double[]> norms = powers.squaredNorms()) {
            return List.of(powers.last(), numbers(engine, scope, norms.get()));
        }
    }

    /** Two lengths at a time; the units of large codes are counted while they are pooled. */
    private static List<FeatureMap> steps(Engine engine, Scope scope, int side) {
        Pooling pooling = Pooling.blocks(2, Selection.LARGEST_MAGNITUDE);
        List<FeatureMap> maps = maps(engine, scope, new Shape(16, side, side), 2);
        PooledCode z = engine.pool(scope, maps.get(0), pooling);
        long k = z.values().shape().size() / 4;
        engine.keepLargest(z, k);
        PackedFilters w = engine.pack(scope, bank(16, 1, 1));
        try (Pending<double[]> mu = engine.exactLengths(z, maps.get(1), Unpooling.SWITCHES, w, side, side, 1, 2)) {
            return engine.thresholdedSteps(scope, z, mu, maps.get(1), pooling, Unpooling.SWITCHES, k).stream()
                    .map(PooledCode::values)
                    .toList();
        }
    }
}
