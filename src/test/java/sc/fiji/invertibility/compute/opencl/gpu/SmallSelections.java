package sc.fiji.invertibility.compute.opencl.gpu;

import static sc.fiji.invertibility.compute.opencl.gpu.SmallWork.image;
import static sc.fiji.invertibility.compute.opencl.gpu.SmallWork.maps;
import static sc.fiji.invertibility.compute.opencl.gpu.SmallWork.numbers;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import sc.fiji.invertibility.compute.Bracket;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.HostCode;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Pooling.Selection;
import sc.fiji.invertibility.compute.RadixSelection;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.SparseCode;
import sc.fiji.invertibility.compute.StoredCode;
import sc.fiji.invertibility.compute.TileOrigin;
import sc.fiji.invertibility.compute.UnitList;
import sc.fiji.invertibility.compute.Unpooling;

/** Small work by the kernels that select units, and that list them. */
final class SmallSelections {

    private static final Pooling BLOCKS = Pooling.blocks(2, Selection.LARGEST_MAGNITUDE);

    private SmallSelections() {}

    static List<SmallWork> all() {
        return List.of(
                new SmallWork("selection from one code", (engine, scope) -> selected(engine, scope, 20, 14, 1)),
                new SmallWork("selection from small codes", (engine, scope) -> selected(engine, scope, 5, 14, 3)),
                new SmallWork("selection from large codes", (engine, scope) -> selected(engine, scope, 16, 140, 2)),
                new SmallWork("selection among equal units", (engine, scope) -> amongEqual(engine, scope, 6, 10)),
                new SmallWork("selection among many equal units", (engine, scope) -> amongEqual(engine, scope, 17, 70)),
                new SmallWork("selection from a tile", SmallSelections::ofTile),
                new SmallWork("a list of units", SmallSelections::listed),
                new SmallWork("codes from lists of units", SmallSelections::fromLists),
                new SmallWork("stored codes", SmallSelections::stored));
    }

    private static List<FeatureMap> selected(Engine engine, Scope scope, int channels, int side, int count) {
        List<PooledCode> z = engine.poolAll(scope, maps(engine, scope, new Shape(channels, side, side), count), BLOCKS);
        return largest(engine, z);
    }

    private static List<FeatureMap> largest(Engine engine, List<PooledCode> z) {
        long[] k = new long[z.size()];
        Arrays.fill(k, z.get(0).values().shape().size() / 4);
        engine.keepLargestAll(z, k);
        return z.stream().map(PooledCode::values).toList();
    }

    /** A code of few different magnitudes, so that some of the units that are equal are kept. */
    private static PooledCode ofFewMagnitudes(Engine engine, Scope scope, Shape units) {
        float[] values = new float[(int) units.size()];
        int[] switches = new int[values.length];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(-4, 5) / 4f;
            switches[i] = random.nextInt(4);
        }
        Shape unpooled = new Shape(units.channels(), 2 * units.height(), 2 * units.width());
        return engine.uploadCode(scope, new HostCode(values, switches, unpooled, BLOCKS));
    }

    private static List<FeatureMap> amongEqual(Engine engine, Scope scope, int channels, int side) {
        return largest(engine, List.of(ofFewMagnitudes(engine, scope, new Shape(channels, side, side))));
    }

    /** A quarter of a map's units, where this tile has all of them, by magnitude and then by position. */
    private static List<FeatureMap> ofTile(Engine engine, Scope scope) {
        PooledCode z = ofFewMagnitudes(engine, scope, new Shape(6, 31, 33));
        TileOrigin origin = new TileOrigin(50, 60, 7, 9);
        long units = z.values().shape().size();
        RadixSelection largest = RadixSelection.among(units / 4, units, 6 * 50 * 60);
        while (!largest.found()) {
            long[] counts = largest.emptyHistogram();
            engine.count(z, origin, largest.digit(), counts);
            largest.accept(counts);
        }
        engine.keep(z, origin, largest.cutoff());
        return List.of(z.values());
    }

    /** The units within a bracket, whose order is open, and those above it. */
    private static List<FeatureMap> listed(Engine engine, Scope scope) {
        PooledCode z =
                engine.pool(scope, maps(engine, scope, new Shape(9, 62, 66), 1).get(0), BLOCKS);
        Shape shape = z.values().shape();
        UnitList units =
                engine.keepAbove(z, new Bracket(0.6f, 0.8f), (int) shape.size()).orElseThrow();
        float[] values = new float[(int) shape.size()], switches = new float[values.length];
        for (int i = 0; i < units.size(); i++) {
            values[units.indices()[i]] = units.values()[i];
            switches[units.indices()[i]] = 1 + units.switches()[i];
        }
        return List.of(
                z.values(), engine.upload(scope, image(shape, values)), engine.upload(scope, image(shape, switches)));
    }

    private static List<FeatureMap> fromLists(Engine engine, Scope scope) {
        Shape unpooled = new Shape(7, 20, 26);
        List<SparseCode> codes = List.of(
                new SparseCode(
                        new UnitList(new int[] {0, 9, 300}, new float[] {1, 2, 3}, new int[] {3, 1, 2}),
                        unpooled,
                        BLOCKS),
                new SparseCode(new UnitList(new int[] {909}, new float[] {-4}, new int[] {0}), unpooled, BLOCKS));
        return engine.uploadSparseCodes(scope, codes).stream()
                .map(z -> engine.unpool(scope, z, Unpooling.SWITCHES))
                .toList();
    }

    /** Stored without the smallest units, restored without some more, and some taken out. */
    private static List<FeatureMap> stored(Engine engine, Scope scope) {
        PooledCode z =
                engine.pool(scope, maps(engine, scope, new Shape(9, 62, 66), 1).get(0), BLOCKS);
        try (StoredCode stored = engine.store(scope, z, 0.6f)) {
            PooledCode restored = engine.restore(scope, stored, 0.7f);
            UnitList taken = engine.take(restored, new int[] {3, 17, 400, 1301});
            FeatureMap count = numbers(
                    engine,
                    scope,
                    stored.nonzeros(),
                    taken.values()[0],
                    taken.values()[1],
                    taken.values()[2],
                    taken.values()[3]);
            return List.of(count, restored.values(), engine.unpool(scope, restored, Unpooling.SWITCHES));
        }
    }
}
