package sc.fiji.invertibility.compute.opencl.processor;

import java.util.Optional;
import sc.fiji.invertibility.compute.Bracket;
import sc.fiji.invertibility.compute.CodeWithCandidates;
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

/** The sparsity model on an OpenCL device: pooling, its switches, and the k largest units. */
abstract class ProcessorSparsityOperations extends ProcessorTransferOperations implements StorageOperations {

    final PoolingKernels poolingKernels;
    private final SelectionKernels selection;
    private final TopK largest;
    private final UnitExtraction within;
    private final CodeStorage storage;

    ProcessorSparsityOperations(TunedDevice device, DeviceMemory memory) {
        super(device, memory);
        poolingKernels = new PoolingKernels(device);
        selection = new SelectionKernels(device, memory);
        largest = new TopK(device, memory, selection);
        within = new UnitExtraction(device, memory);
        storage = new CodeStorage(device, memory);
    }

    @Override
    public PooledCode pool(Scope scope, FeatureMap h, Pooling pooling) {
        DeviceMap map = operands.map(h);
        DeviceCode z = batches.allocate(scope, h.shape(), pooling);
        poolingKernels.pool(null, 1, map, Unpooling.SWITCHES, z);
        return z;
    }

    @Override
    public FeatureMap unpool(Scope scope, PooledCode z, Unpooling unpooling) {
        DeviceCode code = operands.code(z);
        DeviceMap map = batches.allocate(scope, z.unpooledShape());
        poolingKernels.unpool(code, unpooling, map);
        return map;
    }

    @Override
    public PooledCode restrict(Scope scope, FeatureMap g, PooledCode z, Unpooling unpooling) {
        DeviceMap map = operands.map(g);
        DeviceCode code = operands.code(z);
        g.shape().requireEqual(z.unpooledShape());
        DeviceCode result = scope.own(DeviceCode.allocate(memory, code));
        poolingKernels.restrict(map, code, unpooling, result);
        return result;
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
        DeviceMap values = operands.code(z).values();
        if (k > 0 && k < values.shape().size()) largest.keep(values, k);
        else StorageOperations.super.keepLargest(z, k);
    }

    @Override
    public Optional<UnitList> keepAbove(PooledCode z, Bracket bracket, int most) {
        return within.keepAbove(operands.code(z), bracket, most);
    }

    @Override
    public UnitList take(PooledCode z, int[] units) {
        return within.take(operands.code(z), units);
    }

    @Override
    public StoredCode store(Scope scope, PooledCode z, float least) {
        DeviceCode code = operands.code(z);
        return StoredCode.isCompact(z.pooling())
                ? scope.own(storage.store(code, least))
                : StorageOperations.super.store(scope, z, least);
    }

    @Override
    public Optional<CodeWithCandidates> divide(Scope scope, PooledCode z, Bracket bracket, int most) {
        DeviceCode code = operands.code(z);
        if (!StoredCode.isCompact(z.pooling())) return StorageOperations.super.divide(scope, z, bracket, most);
        Optional<CodeWithCandidates> divided = storage.divide(code, bracket, most);
        divided.ifPresent(parts -> scope.own(parts.stored()));
        return divided;
    }

    @Override
    public StoredCode load(Scope scope, int[] words, Shape unpooledShape, Pooling pooling) {
        return StoredCode.isCompact(pooling)
                ? scope.own(storage.load(words, unpooledShape, pooling))
                : StorageOperations.super.load(scope, words, unpooledShape, pooling);
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
    public long nonzeros(PooledCode z) {
        return reductions.nonzeros(operands.code(z).values());
    }

    @Override
    public FeatureMap winners(Scope scope, PooledCode z) {
        DeviceCode code = operands.code(z);
        DeviceMap counts = batches.allocate(scope, z.unpooledShape().withChannels(1));
        poolingKernels.winners(code, counts);
        return counts;
    }
}
