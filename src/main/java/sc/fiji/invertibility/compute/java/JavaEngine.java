package sc.fiji.invertibility.compute.java;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Bracket;
import sc.fiji.invertibility.compute.Code;
import sc.fiji.invertibility.compute.CodeDifference;
import sc.fiji.invertibility.compute.Cutoff;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.LargestUnits;
import sc.fiji.invertibility.compute.Magnitudes;
import sc.fiji.invertibility.compute.Origin;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Pooled;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.UnitList;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * The engine that runs anywhere: maps on the heap, loops that the virtual machine turns into vector
 * code, on threads that all Java engines of the process share. Results do not depend on their number.
 */
public final class JavaEngine implements Engine {

    private final HeapMemory memory;
    private final Packings packings;
    private final Algebra algebra;
    private final Filtering filtering;
    private final Doors doors;
    private final MaxPooling maxPooling;
    private final Placement placement;
    private final Selecting selecting;
    private final UnitsWithin within;
    private final KeepLargest keepLargest;
    private final Synthesis synthesis;
    private final Stacking stacking;

    private JavaEngine(int threads, long bytes) {
        memory = new HeapMemory(bytes);
        packings = new Packings(bytes / 8);
        WorkerPool workers = new WorkerPool(threads);
        algebra = new Algebra(workers);
        filtering = new Filtering(memory, workers);
        doors = new Doors(workers);
        PooledRows rows = new PooledRows(workers);
        maxPooling = new MaxPooling(rows);
        placement = new Placement(rows);
        selecting = new Selecting(algebra);
        within = new UnitsWithin(algebra);
        keepLargest = new KeepLargest(algebra);
        synthesis = new Synthesis(memory, workers, filtering, placement, selecting);
        stacking = new Stacking(workers);
    }

    /**
     * Opens an engine on the cores of this machine, limited by the heap.
     *
     * @return the engine
     */
    public static JavaEngine create() {
        return create(WorkerPool.ALL);
    }

    /**
     * Opens an engine that uses a part of the cores.
     *
     * @param threads how many threads work at the same time, ≥ 1; more than there are cores is of no use
     * @return the engine
     */
    public static JavaEngine create(int threads) {
        return create(threads, Runtime.getRuntime().maxMemory());
    }

    /**
     * Opens an engine that holds only so much memory and then throws {@link
     * sc.fiji.invertibility.compute.OutOfDeviceMemory}.
     *
     * @param threads how many threads work at the same time, ≥ 1
     * @param bytes the limit of {@link #bytesInUse()}, ≥ 1
     * @return the engine
     */
    public static JavaEngine create(int threads, long bytes) {
        if (threads < 1) throw new IllegalArgumentException("an engine needs at least one thread, not " + threads);
        if (bytes < 1) throw new IllegalArgumentException("an engine needs memory, not " + bytes + " bytes");
        return new JavaEngine(threads, bytes);
    }

    @Override
    public Device device() {
        String version = System.getProperty("java.version");
        String driver = System.getProperty("java.vm.name") + ", " + System.getProperty("java.vendor");
        return new Device("Java", "Java", memory.limit(), memory.limit(), version, driver);
    }

    @Override
    public long bytesInUse() {
        return memory.bytesInUse();
    }

    @Override
    public void trim() {
        packings.clear();
        memory.dropPool();
    }

    @Override
    public void close() {
        packings.clear();
        memory.close();
    }

    @Override
    public PackedFilters pack(Scope scope, FilterBank bank) {
        memory.requireOpen();
        return scope.own(new HeapFilters(memory, bank, packings.of(bank)));
    }

    @Override
    public FeatureMap zeros(Scope scope, Shape shape) {
        return zeroMap(scope, shape);
    }

    @Override
    public FeatureMap upload(Scope scope, RandomAccessibleInterval<FloatType> image) {
        HeapMap map = map(scope, Doors.shape(image));
        doors.upload(image, map);
        return map;
    }

    @Override
    public Img<FloatType> download(FeatureMap map) {
        return doors.download(own(map));
    }

    @Override
    public void download(FeatureMap map, float[] values) {
        doors.download(own(map), map.shape().requireRoom(values));
    }

    @Override
    public Pooled uploadCode(Scope scope, Code code) {
        HeapCode z = code(scope, code.unpooledShape(), code.pooling());
        doors.uploadCode(code, z);
        return z;
    }

    @Override
    public Code downloadCode(Pooled z) {
        return doors.downloadCode(own(z));
    }

    @Override
    public FeatureMap copy(Scope scope, FeatureMap map) {
        HeapMap source = own(map);
        HeapMap result = map(scope, map.shape());
        algebra.copy(source, result);
        return result;
    }

    @Override
    public FeatureMap rows(Scope scope, FeatureMap map, int first, int count) {
        HeapMap source = own(map);
        HeapMap result = map(scope, map.shape().rows(first, count));
        stacking.rows(source, first, result);
        return result;
    }

    @Override
    public FeatureMap stack(Scope scope, List<FeatureMap> maps, int pitch) {
        List<HeapMap> own = maps.stream().map(this::own).toList();
        own.forEach(map -> Shapes.requireEqual(own.get(0).shape(), map.shape()));
        HeapMap result = map(scope, own.get(0).shape().stacked(own.size(), pitch));
        stacking.stack(own, pitch, result);
        return result;
    }

    @Override
    public FeatureMap convolve(Scope scope, FeatureMap x, PackedFilters w, Rectification rectification) {
        HeapMap input = own(x);
        HeapFilters filters = HeapFilters.of(memory, w);
        HeapMap h = map(scope, Shapes.activations(x.shape(), w.bank()));
        filtering.convolve(filters, input, h, rectification == Rectification.RELU);
        return h;
    }

    @Override
    public FeatureMap adjoint(Scope scope, FeatureMap z, PackedFilters w, int height, int width) {
        HeapMap input = own(z);
        HeapFilters filters = HeapFilters.of(memory, w);
        HeapMap x = map(scope, Shapes.input(z.shape(), w.bank(), height, width));
        filtering.adjoint(filters, input, x);
        return x;
    }

    @Override
    public FeatureMap synthesise(Scope scope, Pooled z, Unpooling unpooling, PackedFilters w, int height, int width) {
        HeapCode code = own(z);
        HeapFilters filters = HeapFilters.of(memory, w);
        Shape shape = Shapes.input(z.unpooledShape(), w.bank(), height, width);
        HeapMap x = map(scope, shape);
        synthesis.apply(filters, List.of(code), unpooling, List.of(x));
        return x;
    }

    @Override
    public List<FeatureMap> synthesiseAll(
            Scope scope, List<Pooled> codes, Unpooling unpooling, PackedFilters w, int height, int width) {
        List<HeapCode> own = codes.stream().map(this::own).toList();
        HeapFilters filters = HeapFilters.of(memory, w);
        List<HeapMap> x = own.stream()
                .map(z -> map(scope, Shapes.input(z.unpooledShape(), w.bank(), height, width)))
                .toList();
        if (!own.isEmpty()) synthesis.apply(filters, own, unpooling, x);
        return List.copyOf(x);
    }

    @Override
    public Pooled pool(Scope scope, FeatureMap h, Pooling pooling) {
        HeapMap map = own(h);
        HeapCode z = code(scope, h.shape(), pooling);
        maxPooling.pool(map, z);
        return z;
    }

    @Override
    public FeatureMap unpool(Scope scope, Pooled z, Unpooling unpooling) {
        HeapCode code = own(z);
        HeapMap result = map(scope, z.unpooledShape());
        placement.unpool(code, unpooling, result);
        return result;
    }

    @Override
    public Pooled restrict(Scope scope, FeatureMap g, Pooled z, Unpooling unpooling) {
        HeapMap map = own(g);
        HeapCode support = own(z);
        Shapes.requireEqual(g.shape(), z.unpooledShape());
        HeapCode result = code(scope, z.unpooledShape(), z.pooling());
        algebra.copy(support.switches(), result.switches());
        placement.restrict(map, support, unpooling, result);
        return result;
    }

    @Override
    public void count(Pooled z, Origin origin, LargestUnits.Digit digit, long[] counts) {
        selecting.count(own(z), origin, digit, counts);
    }

    @Override
    public void keep(Pooled z, Origin origin, Cutoff cutoff) {
        HeapCode code = own(z);
        if (!cutoff.equals(Cutoff.ALL)) selecting.keep(code, origin, cutoff);
    }

    @Override
    public void keepLargest(Pooled z, long k) {
        HeapCode code = own(z);
        if (LargestUnits.of(k, code.shape().size()).found() || !keepLargest.apply(code, k))
            Engine.super.keepLargest(z, k);
    }

    @Override
    public Optional<UnitList> keepAbove(Pooled z, Bracket bracket, int most) {
        return within.keepAbove(own(z), bracket, most);
    }

    @Override
    public long nonzeros(Pooled z) {
        return selecting.nonzeros(own(z));
    }

    @Override
    public CodeDifference compare(Pooled a, Pooled b, Unpooling unpooling) {
        HeapCode first = own(a);
        HeapCode second = own(b);
        Shapes.requireEqual(a.unpooledShape(), b.unpooledShape());
        if (!a.pooling().equals(b.pooling()))
            throw new IllegalArgumentException(
                    "codes to compare are of one pooling, not of " + a.pooling() + " and " + b.pooling());
        if (first.apart()) return selecting.compareUnits(first, second, unpooling);
        try (Scope local = new Scope()) {
            return selecting.compareMaps(own(unpool(local, a, unpooling)), own(unpool(local, b, unpooling)));
        }
    }

    @Override
    public FeatureMap winners(Scope scope, Pooled z) {
        HeapCode code = own(z);
        HeapMap result = zeroMap(scope, z.unpooledShape().withChannels(1));
        placement.winners(code, result);
        return result;
    }

    @Override
    public void axpy(float a, FeatureMap x, FeatureMap y) {
        HeapMap source = own(x);
        HeapMap target = own(y);
        Shapes.requireEqual(x.shape(), y.shape());
        algebra.axpy(a, source, target);
    }

    @Override
    public void scale(float a, FeatureMap x) {
        algebra.scale(a, own(x));
    }

    @Override
    public double dot(FeatureMap x, FeatureMap y) {
        HeapMap first = own(x);
        HeapMap second = own(y);
        Shapes.requireEqual(x.shape(), y.shape());
        return algebra.dot(first, second);
    }

    @Override
    public FeatureMap pixelNorms(Scope scope, FeatureMap x) {
        HeapMap map = own(x);
        HeapMap norms = map(scope, x.shape().withChannels(1));
        algebra.pixelNorms(map, norms);
        return norms;
    }

    @Override
    public void softThreshold(float threshold, FeatureMap x) {
        algebra.softThreshold(threshold, own(x));
    }

    @Override
    public Magnitudes magnitudes(FeatureMap x) {
        return algebra.magnitudes(own(x));
    }

    @Override
    public FeatureMap rectify(Scope scope, FeatureMap x) {
        HeapMap source = own(x);
        HeapMap rectified = map(scope, x.shape());
        algebra.rectify(source, rectified);
        return rectified;
    }

    @Override
    public FeatureMap mask(Scope scope, FeatureMap x, FeatureMap mask) {
        HeapMap source = own(x);
        HeapMap where = own(mask);
        Shapes.requireEqual(x.shape(), mask.shape());
        HeapMap masked = map(scope, x.shape());
        algebra.mask(source, where, masked);
        return masked;
    }

    @Override
    public Pooled recode(Scope scope, FeatureMap values, Pooled places) {
        HeapMap source = own(values);
        HeapCode code = own(places);
        Shapes.requireEqual(values.shape(), code.shape());
        HeapCode result = code(scope, places.unpooledShape(), places.pooling());
        algebra.copy(source, result.values());
        algebra.copy(code.switches(), result.switches());
        return result;
    }

    @Override
    public Pooled poolStep(Scope scope, Pooled z, float mu, FeatureMap g, Pooling pooling, Unpooling unpooling) {
        HeapMap gradient = own(g);
        HeapCode code = z == null ? null : own(z);
        if (code != null) {
            Shapes.requireEqual(g.shape(), z.unpooledShape());
            if (!code.apart() || !z.pooling().equals(pooling))
                return Engine.super.poolStep(scope, z, mu, g, pooling, unpooling);
        }
        HeapCode result = code(scope, g.shape(), pooling);
        maxPooling.poolStep(code, mu, gradient, unpooling, result);
        return result;
    }

    private HeapMap own(FeatureMap map) {
        return HeapMap.of(memory, map);
    }

    private HeapCode own(Pooled code) {
        return HeapCode.of(memory, code);
    }

    private HeapMap map(Scope scope, Shape shape) {
        return scope.own(new HeapMap(memory, shape));
    }

    private HeapMap zeroMap(Scope scope, Shape shape) {
        HeapMap map = map(scope, shape);
        algebra.forEach(map, (channel, from, to) -> Arrays.fill(map.plane(channel), from, to, 0));
        return map;
    }

    private HeapCode code(Scope scope, Shape unpooledShape, Pooling pooling) {
        return scope.own(new HeapCode(memory, unpooledShape, pooling));
    }
}
