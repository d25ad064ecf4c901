package sc.fiji.invertibility.compute.java;

import java.util.Arrays;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.HostCode;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.ShapeChecks;
import sc.fiji.invertibility.compute.TransferOperations;
import sc.fiji.invertibility.filters.FilterBank;

/** Copies images and codes into the engine's own memory on the heap and back, and packs filters. */
abstract class JavaTransferOperations implements TransferOperations {

    final WorkerPool workers;
    final HeapMemory memory;
    final PackedFiltersCache cache;
    final MapPieces pieces;
    final Algebra algebra;
    private final HostTransfer hostTransfer;
    private final MapStacking stacking;

    /**
     * Reserves memory on the heap.
     *
     * @param workers the threads
     * @param bytes the most memory that may be held at a time
     */
    JavaTransferOperations(WorkerPool workers, long bytes) {
        this.workers = workers;
        memory = new HeapMemory(bytes);
        cache = new PackedFiltersCache(bytes / 8);
        pieces = new MapPieces(workers);
        algebra = new Algebra(pieces);
        hostTransfer = new HostTransfer(workers);
        stacking = new MapStacking(workers);
    }

    @Override
    public PackedFilters pack(Scope scope, FilterBank bank) {
        memory.requireOpen();
        return scope.own(new HeapFilters(memory, bank, cache.of(bank)));
    }

    @Override
    public FeatureMap zeros(Scope scope, Shape shape) {
        return zeroMap(scope, shape);
    }

    @Override
    public FeatureMap upload(Scope scope, RandomAccessibleInterval<FloatType> image) {
        HeapMap map = map(scope, Shape.of(image));
        hostTransfer.upload(image, map);
        return map;
    }

    @Override
    public Img<FloatType> download(FeatureMap map) {
        return hostTransfer.download(own(map));
    }

    @Override
    public void download(FeatureMap map, float[] values) {
        hostTransfer.download(own(map), map.shape().requireRoom(values));
    }

    @Override
    public PooledCode uploadCode(Scope scope, HostCode code) {
        HeapCode z = code(scope, code.unpooledShape(), code.pooling());
        hostTransfer.uploadCode(code, z);
        return z;
    }

    @Override
    public HostCode downloadCode(PooledCode z) {
        return hostTransfer.downloadCode(own(z));
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
        HeapMap result = map(scope, ShapeChecks.requireOneShape(own).stacked(own.size(), pitch));
        stacking.stack(own, pitch, result);
        return result;
    }

    HeapMap own(FeatureMap map) {
        return HeapMap.of(memory, map);
    }

    HeapCode own(PooledCode code) {
        return HeapCode.of(memory, code);
    }

    HeapMap map(Scope scope, Shape shape) {
        return scope.own(new HeapMap(memory, shape));
    }

    HeapMap zeroMap(Scope scope, Shape shape) {
        HeapMap map = map(scope, shape);
        pieces.forEach(map, (channel, from, to) -> Arrays.fill(map.plane(channel), from, to, 0));
        return map;
    }

    HeapCode code(Scope scope, Shape unpooledShape, Pooling pooling) {
        return scope.own(new HeapCode(memory, unpooledShape, pooling));
    }
}
