package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import sc.fiji.invertibility.compute.Bracket;
import sc.fiji.invertibility.compute.Cutoff;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.RadixSelection;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.StorageOperations;
import sc.fiji.invertibility.compute.StoredCode;
import sc.fiji.invertibility.compute.TileOrigin;
import sc.fiji.invertibility.compute.UnitList;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;

/** The sparsity model on a GPU: pooling, its switches, and the k largest units. */
abstract class GpuSparsityOperations extends GpuAlgebraOperations implements StorageOperations {

    final PoolingKernels poolingKernels;
    private final SelectionKernels selection;
    final TopK largest;
    private final CodeStorage storage;

    GpuSparsityOperations(GpuDevice device, DeviceMemory memory) {
        super(device, memory, new GpuReductions(device, memory));
        poolingKernels = new PoolingKernels(device);
        selection = new SelectionKernels(device, memory, pointwise);
        largest = new TopK(device, memory, pointwise);
        storage = new CodeStorage(device, memory, pointwise);
    }

    @Override
    public PooledCode pool(Scope scope, FeatureMap h, Pooling pooling) {
        return poolAll(scope, List.of(h), pooling).get(0);
    }

    @Override
    public List<PooledCode> poolAll(Scope scope, List<FeatureMap> h, Pooling pooling) {
        if (h.isEmpty()) return List.of();
        try (Scope local = new Scope()) {
            MapBatch maps = batch(local, h);
            List<DeviceCode> z = batches.allocate(scope, maps.shape(), pooling, h.size());
            poolingKernels.pool(null, 1, maps, Unpooling.SWITCHES, CodeBatch.of(z));
            return List.copyOf(z);
        }
    }

    @Override
    public FeatureMap unpool(Scope scope, PooledCode z, Unpooling unpooling) {
        DeviceCode code = operands.code(z);
        DeviceMap map = batches.allocate(scope, z.unpooledShape());
        poolingKernels.unpool(CodeBatch.of(code), unpooling, MapBatch.of(map));
        return map;
    }

    @Override
    public PooledCode restrict(Scope scope, FeatureMap g, PooledCode z, Unpooling unpooling) {
        return restrictAll(scope, List.of(g), List.of(z), unpooling).get(0);
    }

    @Override
    public List<PooledCode> restrictAll(Scope scope, List<FeatureMap> g, List<PooledCode> z, Unpooling unpooling) {
        if (g.size() != z.size() || g.isEmpty()) return super.restrictAll(scope, g, z, unpooling);
        try (Scope local = new Scope()) {
            MapBatch maps = batch(local, g);
            List<DeviceCode> codes = operands.codes(z);
            maps.shape().requireEqual(codes.get(0).unpooledShape());
            List<DeviceCode> results = DeviceCode.allocate(memory, codes);
            for (int i = 0; i < results.size(); i++)
                scope.own(results.get(i)).hasAtMost(codes.get(i).mostNonzeros());
            MapBatch values =
                    MapBatch.of(results.stream().map(DeviceCode::values).toList());
            poolingKernels.restrict(maps, batchOf(local, codes), unpooling, values);
            return List.copyOf(results);
        }
    }

    @Override
    public void count(PooledCode z, TileOrigin origin, RadixSelection.Digit digit, long[] counts) {
        selection.count(operands.code(z).values(), origin, digit, counts);
    }

    @Override
    public void keep(PooledCode z, TileOrigin origin, Cutoff cutoff) {
        DeviceMap values = operands.code(z).values();
        if (!cutoff.equals(Cutoff.ALL)) selection.keep(values, origin, cutoff);
    }

    @Override
    public void keepLargest(PooledCode z, long k) {
        keepLargest(List.of(operands.code(z)), k);
    }

    @Override
    public void keepLargestAll(List<PooledCode> z, long[] k) {
        boolean alike = z.size() == k.length && LongStream.of(k).allMatch(one -> one == k[0]);
        if (alike && !z.isEmpty()) keepLargest(operands.codes(z), k[0]);
        else super.keepLargestAll(z, k);
    }

    /** Keeps the k largest units of each of some codes of one shape. */
    final void keepLargest(List<DeviceCode> z, long k) {
        List<DeviceMap> values = new ArrayList<>(z.size());
        for (DeviceCode code : z) values.add(code.values());
        if (TopK.suits(values.get(0), k)) largest.run(values, k);
        else z.forEach(code -> super.keepLargest(code, k));
        for (DeviceCode code : z) code.hasAtMost(k);
    }

    @Override
    public Optional<UnitList> keepAbove(PooledCode z, Bracket bracket, int most) {
        return selection.keepAbove(operands.code(z), bracket, most);
    }

    @Override
    public UnitList take(PooledCode z, int[] units) {
        return selection.take(operands.code(z), units);
    }

    @Override
    public StoredCode store(Scope scope, PooledCode z, float least) {
        DeviceCode code = operands.code(z);
        return storage.suits(z.pooling())
                ? scope.own(storage.store(code, least))
                : StorageOperations.super.store(scope, z, least);
    }

    @Override
    public PooledCode restore(Scope scope, StoredCode code, float least) {
        if (!(code instanceof BitmaskCode)) return StorageOperations.super.restore(scope, code, least);
        BitmaskCode stored = storage.own(code);
        DeviceCode z = batches.allocate(scope, stored.unpooledShape(), stored.pooling());
        storage.restore(stored, least, z);
        return z;
    }

    @Override
    public StoredCode load(Scope scope, int[] words, Shape unpooledShape, Pooling pooling) {
        return storage.suits(pooling)
                ? scope.own(storage.load(words, unpooledShape, pooling))
                : StorageOperations.super.load(scope, words, unpooledShape, pooling);
    }

    @Override
    public long nonzeros(PooledCode z) {
        return reductions.magnitudes(List.of(operands.code(z).values())).get(0).nonzeros();
    }

    @Override
    public FeatureMap winners(Scope scope, PooledCode z) {
        DeviceCode code = operands.code(z);
        DeviceMap counts = batches.allocate(scope, z.unpooledShape().withChannels(1));
        poolingKernels.winners(CodeBatch.of(code), counts);
        return counts;
    }

    /** Returns maps as a batch: the maps themselves if they are contiguous, else copies. */
    final MapBatch batch(Scope local, List<FeatureMap> maps) {
        return MapBatch.of(batches.of(local, operands.alike(maps)));
    }

    /** Returns codes as a batch: the codes themselves if they are contiguous, else copies. */
    final CodeBatch batchOf(Scope local, List<DeviceCode> codes) {
        CodeBatch batch = CodeBatch.of(codes);
        if (batch != null) return batch;
        DeviceCode first = codes.get(0);
        List<DeviceCode> copies = batches.allocate(local, first.unpooledShape(), first.pooling(), codes.size());
        for (int i = 0; i < copies.size(); i++) {
            pointwise.copy(codes.get(i).values(), copies.get(i).values());
            pointwise.copy(codes.get(i).switches(), copies.get(i).switches());
            copies.get(i).hasAtMost(codes.get(i).mostNonzeros());
        }
        return CodeBatch.of(copies);
    }
}
