package sc.fiji.invertibility.compute.opencl.gpu;

import static sc.fiji.invertibility.compute.opencl.gpu.SmallWork.maps;
import static sc.fiji.invertibility.compute.opencl.gpu.SmallWork.numbers;
import static sc.fiji.invertibility.compute.opencl.gpu.SmallWork.random;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import sc.fiji.invertibility.compute.CodeDifference;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.IterateDifference;
import sc.fiji.invertibility.compute.MapNorms;
import sc.fiji.invertibility.compute.NormsAndDistances;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Pooling.Selection;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.SignalChange;
import sc.fiji.invertibility.compute.Unpooling;

/** Small work by the kernels that add over whole maps and codes. */
final class SmallSums {

    private static final Pooling PAIRS = Pooling.blocks(2, Selection.LARGEST_MAGNITUDE);

    private SmallSums() {}

    static List<SmallWork> all() {
        return List.of(
                new SmallWork("sums and distances", SmallSums::reductions),
                new SmallWork("sums of several maps", SmallSums::several),
                new SmallWork("sums of very many maps", SmallSums::many),
                new SmallWork("changes of signals", SmallSums::changes),
                new SmallWork("differences of codes", SmallSums::differences),
                new SmallWork("differences of codes with overlapping windows", SmallSums::overlapping));
    }

    private static List<FeatureMap> reductions(Engine engine, Scope scope) {
        List<FeatureMap> x = maps(engine, scope, new Shape(7, 30, 41), 2);
        return List.of(
                numbers(
                        engine,
                        scope,
                        engine.dot(x.get(0), x.get(1)),
                        engine.squaredDistance(x.get(0), x.get(1)),
                        engine.magnitudes(x.get(0)).sum()),
                engine.pixelNorms(scope, x.get(0)),
                engine.pixelDistances(scope, 2, x.get(0), x.get(1)));
    }

    private static List<FeatureMap> several(Engine engine, Scope scope) {
        List<FeatureMap> x = maps(engine, scope, new Shape(7, 30, 41), 3);
        List<FeatureMap> first = x.subList(0, 2), second = x.subList(1, 3);
        List<FeatureMap> results = new ArrayList<>();
        results.add(numbers(engine, scope, engine.dots(first, second)));
        results.add(numbers(engine, scope, engine.squaredDistances(first, second)));
        try (Pending<NormsAndDistances> pending = engine.startNorms(x, first, second)) {
            NormsAndDistances norms = pending.get();
            results.add(numbers(engine, scope, norms.squaredDistances()));
            for (MapNorms of : norms.magnitudes())
                results.add(numbers(engine, scope, of.sum(), of.squares(), of.largest(), of.nonzeros()));
        }
        return results;
    }

    /** So many that their sums are added on the device. */
    private static List<FeatureMap> many(Engine engine, Scope scope) {
        List<FeatureMap> x = engine.uploadAll(scope, Collections.nCopies(8200, random(new Shape(1, 1, 3), 1)));
        return List.of(numbers(engine, scope, engine.dots(x, x)));
    }

    private static List<FeatureMap> changes(Engine engine, Scope scope) {
        List<FeatureMap> x = maps(engine, scope, new Shape(7, 30, 41), 4);
        Pending<double[]> lengths = Pending.of(new double[] {1, 2});
        try (Pending<List<SignalChange>> pending =
                engine.startSignalChanges(x.subList(0, 2), x.get(2), x.get(3), lengths)) {
            return pending.get().stream()
                    .map(of -> numbers(
                            engine,
                            scope,
                            of.squaredError(),
                            of.squaredErrorBefore(),
                            of.squaredDistance(),
                            of.squaredNorm()))
                    .toList();
        }
    }

    private static List<FeatureMap> differences(Engine engine, Scope scope) {
        List<FeatureMap> maps = maps(engine, scope, new Shape(5, 22, 26), 3);
        List<PooledCode> z = engine.poolAll(scope, maps, PAIRS);
        CodeDifference one = engine.compare(z.get(0), z.get(1), Unpooling.SWITCHES);
        IterateDifference change = engine.change(z.get(0), z.get(2), Unpooling.TOP_LEFT, maps.get(0), maps.get(1));
        List<FeatureMap> results = new ArrayList<>();
        results.add(numbers(engine, scope, one.squaredDistance(), one.sameSupport() ? 1 : 0));
        results.add(numbers(engine, scope, change.squaredDistance(), change.squaredNorm()));
        for (IterateDifference both :
                engine.changes(z.subList(0, 2), z.get(2), Unpooling.SWITCHES, maps.subList(0, 2), maps.get(2)))
            results.add(
                    numbers(engine, scope, both.codes().squaredDistance(), both.squaredDistance(), both.squaredNorm()));
        return results;
    }

    private static List<FeatureMap> overlapping(Engine engine, Scope scope) {
        Pooling windows = new Pooling(3, 2, true, Selection.LARGEST);
        List<PooledCode> z = engine.poolAll(scope, maps(engine, scope, new Shape(5, 22, 26), 2), windows);
        CodeDifference difference = engine.compare(z.get(0), z.get(1), Unpooling.SWITCHES);
        return List.of(numbers(engine, scope, difference.squaredDistance(), difference.sameSupport() ? 1 : 0));
    }
}
