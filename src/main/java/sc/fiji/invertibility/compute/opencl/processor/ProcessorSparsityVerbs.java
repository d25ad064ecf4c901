package sc.fiji.invertibility.compute.opencl.processor;

import java.util.Optional;
import sc.fiji.invertibility.compute.Bracket;
import sc.fiji.invertibility.compute.CodeDifference;
import sc.fiji.invertibility.compute.Cutoff;
import sc.fiji.invertibility.compute.DividedCode;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.LargestUnits;
import sc.fiji.invertibility.compute.Origin;
import sc.fiji.invertibility.compute.Pooled;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.StorageVerbs;
import sc.fiji.invertibility.compute.StoredCode;
import sc.fiji.invertibility.compute.UnitList;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.Operands;

/** The sparsity model on an OpenCL device: pooling, its switches, and the k largest units. */
abstract class ProcessorSparsityVerbs extends ProcessorAlgebraVerbs implements StorageVerbs {

    final PoolingKernels poolingKernels;
    private final Selection selection;
    private final LargestOfMap largest;
    private final UnitsWithin within;
    private final CodeStorage storage;

    ProcessorSparsityVerbs(TunedDevice context, long memoryLimit) {
        super(context, memoryLimit);
        poolingKernels = new PoolingKernels(context);
        selection = new Selection(context, memory);
        largest = new LargestOfMap(context, memory, selection);
        within = new UnitsWithin(context, memory);
        storage = new CodeStorage(context, memory);
    }

    @Override
    public Pooled pool(Scope scope, FeatureMap h, Pooling pooling) {
        DeviceMap map = operands.map(h);
        DeviceCode z = allocate(scope, h.shape(), pooling);
        poolingKernels.pool(null, 1, map, Unpooling.SWITCHES, z);
        return z;
    }

    @Override
    public FeatureMap unpool(Scope scope, Pooled z, Unpooling unpooling) {
        DeviceCode code = operands.code(z);
        DeviceMap map = allocate(scope, z.unpooledShape());
        poolingKernels.unpool(code, unpooling, map);
        return map;
    }

    @Override
    public Pooled restrict(Scope scope, FeatureMap g, Pooled z, Unpooling unpooling) {
        DeviceMap map = operands.map(g);
        DeviceCode code = operands.code(z);
        Operands.requireSame(g.shape(), z.unpooledShape());
        DeviceCode result = scope.own(DeviceCode.allocate(memory, code));
        poolingKernels.restrict(map, code, unpooling, result);
        return result;
    }

    @Override
    public void count(Pooled z, Origin origin, LargestUnits.Digit digit, long[] counts) {
        selection.count(operands.code(z).values(), origin, digit, counts);
    }

    @Override
    public void keep(Pooled z, Origin origin, Cutoff cutoff) {
        DeviceMap values = operands.code(z).values();
        if (!cutoff.equals(Cutoff.ALL)) selection.keep(values, origin, cutoff);
    }

    @Override
    public void keepLargest(Pooled z, long k) {
        DeviceMap values = operands.code(z).values();
        if (k > 0 && k < values.shape().size()) largest.keep(values, k);
        else StorageVerbs.super.keepLargest(z, k);
    }

    @Override
    public Optional<UnitList> keepAbove(Pooled z, Bracket bracket, int most) {
        return within.keepAbove(operands.code(z), bracket, most);
    }

    @Override
    public UnitList take(Pooled z, int[] units) {
        return within.take(operands.code(z), units);
    }

    @Override
    public StoredCode store(Scope scope, Pooled z, float least) {
        DeviceCode code = operands.code(z);
        return CodeStorage.suits(z.pooling())
                ? scope.own(storage.store(code, least))
                : StorageVerbs.super.store(scope, z, least);
    }

    @Override
    public Optional<DividedCode> divide(Scope scope, Pooled z, Bracket bracket, int most) {
        DeviceCode code = operands.code(z);
        if (!CodeStorage.suits(z.pooling())) return StorageVerbs.super.divide(scope, z, bracket, most);
        Optional<DividedCode> divided = storage.divide(code, bracket, most);
        divided.ifPresent(parts -> scope.own(parts.stored()));
        return divided;
    }

    @Override
    public Pooled restore(Scope scope, StoredCode code, float least) {
        if (!(code instanceof StoredUnits)) return StorageVerbs.super.restore(scope, code, least);
        StoredUnits stored = storage.own(code);
        DeviceCode z = allocate(scope, stored.unpooledShape(), stored.pooling());
        storage.restore(stored, least, z);
        return z;
    }

    @Override
    public long nonzeros(Pooled z) {
        return reductions.nonzeros(operands.code(z).values());
    }

    @Override
    public CodeDifference compare(Pooled a, Pooled b, Unpooling unpooling) {
        DeviceCode first = operands.code(a);
        DeviceCode second = operands.code(b);
        Operands.requireAlike(first, second);
        if (Operands.disjoint(a.pooling())) return reductions.difference(first, second, unpooling);
        try (Scope local = new Scope()) {
            return reductions.difference(
                    operands.map(unpool(local, a, unpooling)), operands.map(unpool(local, b, unpooling)));
        }
    }

    @Override
    public FeatureMap winners(Scope scope, Pooled z) {
        DeviceCode code = operands.code(z);
        DeviceMap counts = allocate(scope, z.unpooledShape().withChannels(1));
        poolingKernels.winners(code, counts);
        return counts;
    }

    @Override
    public Pooled recode(Scope scope, FeatureMap values, Pooled places) {
        DeviceMap map = operands.map(values);
        DeviceCode code = operands.code(places);
        Operands.requireSame(values.shape(), code.values().shape());
        DeviceCode result = scope.own(DeviceCode.allocate(memory, code));
        arithmetic.copy(map, result.values());
        return result;
    }
}
