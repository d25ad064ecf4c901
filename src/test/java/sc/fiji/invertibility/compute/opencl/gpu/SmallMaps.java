package sc.fiji.invertibility.compute.opencl.gpu;

import static sc.fiji.invertibility.compute.opencl.gpu.SmallWork.maps;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.IndexedImage;
import sc.fiji.invertibility.compute.LocalResponseNorm;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Pooling.Selection;
import sc.fiji.invertibility.compute.Samples;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;

/** Small work on single values, pixels and windows of maps, and on images. */
final class SmallMaps {

    private SmallMaps() {}

    static List<SmallWork> all() {
        return List.of(
                new SmallWork("overlapping windows", SmallMaps::overlapping),
                new SmallWork("steps by other windows", SmallMaps::steps),
                new SmallWork("value by value", SmallMaps::pointwise),
                new SmallWork("rows of maps", SmallMaps::rows),
                new SmallWork("images of integers", SmallMaps::integers));
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

    private static List<FeatureMap> steps(Engine engine, Scope scope) {
        List<FeatureMap> maps = maps(engine, scope, new Shape(5, 9, 16), 2);
        Pooling threes = Pooling.blocks(3, Selection.LARGEST_RECTIFIED);
        Pooling pairs = Pooling.blocks(2, Selection.LARGEST_RECTIFIED);
        FeatureMap even = maps(engine, scope, new Shape(5, 10, 16), 1).get(0);
        PooledCode z = engine.pool(scope, maps.get(0), threes), two = engine.pool(scope, even, pairs);
        List<PooledCode> next =
                new ArrayList<>(engine.poolSteps(scope, two, new float[] {0.5f, 2}, even, pairs, Unpooling.SWITCHES));
        next.add(engine.poolStep(scope, z, 0.5f, maps.get(1), threes, Unpooling.SWITCHES));
        next.add(engine.poolStep(scope, two, 0.5f, even, pairs, Unpooling.TOP_LEFT));
        next.add(engine.restrict(scope, even, two, Unpooling.SWITCHES));
        return next.stream().map(PooledCode::values).toList();
    }

    private static List<FeatureMap> pointwise(Engine engine, Scope scope) {
        List<FeatureMap> x = maps(engine, scope, new Shape(3, 9, 11), 4);
        List<FeatureMap> three = x.subList(0, 3), next = x.subList(1, 4);
        FeatureMap changed = engine.copy(scope, x.get(0)), soft = engine.copy(scope, x.get(1));
        engine.axpy(0.5f, x.get(1), changed);
        engine.scale(3, changed);
        engine.softThreshold(0.25f, soft);
        List<FeatureMap> results = new ArrayList<>(List.of(
                changed,
                soft,
                engine.combined(scope, 2, x.get(0), -1, x.get(1)),
                engine.rectify(scope, x.get(2)),
                engine.mask(scope, x.get(0), engine.rectify(scope, x.get(1))),
                engine.proximalStep(scope, x.get(0), 0.5f, x.get(1), 0.25f)));
        results.addAll(engine.combinedAll(scope, 2, three, -1, next));
        results.addAll(engine.extrapolatedStep(scope, 2, three, -1, next, 0.5f, 0.25f));
        return results;
    }

    private static List<FeatureMap> rows(Engine engine, Scope scope) {
        List<FeatureMap> x = maps(engine, scope, new Shape(3, 5, 11), 2);
        FeatureMap stacked = engine.stack(scope, x, 7);
        return List.of(stacked, engine.rows(scope, stacked, 2, 6));
    }

    private static List<FeatureMap> integers(Engine engine, Scope scope) {
        int height = 21, width = 31;
        byte[] bytes = new byte[height * width];
        short[] shorts = new short[bytes.length];
        int[] pixels = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 211);
            shorts[i] = (short) (1000 + i % 101);
            pixels[i] = i * 40503;
        }
        return List.of(
                integers(engine, scope, new Shape(1, height, width), bytes),
                integers(engine, scope, new Shape(1, height, width), shorts),
                integers(engine, scope, new Shape(3, height, width), pixels));
    }

    private static FeatureMap integers(Engine engine, Scope scope, Shape shape, Object array) {
        Samples samples = Samples.of(shape, List.of(new Samples.Slice(array, 0)), shape.width());
        return engine.upload(scope, IndexedImage.of(samples, (channel, integer) -> integer / 7.0 - channel));
    }
}
