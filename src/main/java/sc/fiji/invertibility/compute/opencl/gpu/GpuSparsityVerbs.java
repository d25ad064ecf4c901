package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import sc.fiji.invertibility.compute.Bracket;
import sc.fiji.invertibility.compute.CodeDifference;
import sc.fiji.invertibility.compute.Cutoff;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.LargestUnits;
import sc.fiji.invertibility.compute.Origin;
import sc.fiji.invertibility.compute.Pooled;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.SparsityVerbs;
import sc.fiji.invertibility.compute.UnitList;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.Operands;

/** The sparsity model on a GPU: pooling, its switches, and the k largest units. */
abstract class GpuSparsityVerbs extends GpuAlgebraVerbs implements SparsityVerbs {

    final PoolingKernels poolingKernels;
    private final Selection selection;
    private final KeepLargest largest;

    GpuSparsityVerbs(GpuDevice device, long memoryLimit) {
        super(device, memoryLimit);
        poolingKernels = new PoolingKernels(device);
        selection = new Selection(device, memory, pointwise);
        largest = new KeepLargest(device, memory, pointwise);
    }

    @Override
    public Pooled pool(Scope scope, FeatureMap h, Pooling pooling) {
        return poolAll(scope, List.of(h), pooling).get(0);
    }

    @Override
    public List<Pooled> poolAll(Scope scope, List<FeatureMap> h, Pooling pooling) {
        if (h.isEmpty()) return List.of();
        try (Scope local = new Scope()) {
            Batch maps = batches.of(local, operands.alike(h));
            List<DeviceCode> z = batches.allocate(scope, maps.shape(), pooling, h.size());
            poolingKernels.pool(null, 1, maps, Unpooling.SWITCHES, CodeBatch.of(z));
            return List.copyOf(z);
        }
    }

    @Override
    public FeatureMap unpool(Scope scope, Pooled z, Unpooling unpooling) {
        DeviceCode code = operands.code(z);
        DeviceMap map = batches.allocate(scope, z.unpooledShape());
        poolingKernels.unpool(CodeBatch.of(code), unpooling, Batch.of(map));
        return map;
    }

    @Override
    public Pooled restrict(Scope scope, FeatureMap g, Pooled z, Unpooling unpooling) {
        return restrictAll(scope, List.of(g), List.of(z), unpooling).get(0);
    }

    @Override
    public List<Pooled> restrictAll(Scope scope, List<FeatureMap> g, List<Pooled> z, Unpooling unpooling) {
        if (g.size() != z.size() || g.isEmpty()) return SparsityVerbs.super.restrictAll(scope, g, z, unpooling);
        try (Scope local = new Scope()) {
            Batch maps = batches.of(local, operands.alike(g));
            List<DeviceCode> codes = operands.codes(z);
            Operands.requireSame(maps.shape(), codes.get(0).unpooledShape());
            List<DeviceCode> results = DeviceCode.allocate(memory, codes);
            results.forEach(scope::own);
            Batch values = Batch.of(results.stream().map(DeviceCode::values).toList());
            poolingKernels.restrict(maps, batches.ofCodes(local, codes), unpooling, values);
            return List.copyOf(results);
        }
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
        Batch values = Batch.of(operands.code(z).values());
        if (KeepLargest.suits(values, k)) largest.run(values, k);
        else SparsityVerbs.super.keepLargest(z, k);
    }

    @Override
    public void keepLargestAll(List<Pooled> z, long[] k) {
        boolean alike = z.size() == k.length && LongStream.of(k).allMatch(one -> one == k[0]);
        Batch values = !alike || z.isEmpty()
                ? null
                : Batch.of(operands.codes(z).stream().map(DeviceCode::values).toList());
        if (values != null && KeepLargest.suits(values, k[0])) largest.run(values, k[0]);
        else SparsityVerbs.super.keepLargestAll(z, k);
    }

    @Override
    public Optional<UnitList> keepAbove(Pooled z, Bracket bracket, int most) {
        return selection.keepAbove(operands.code(z), bracket, most);
    }

    @Override
    public long nonzeros(Pooled z) {
        return reductions.magnitudes(List.of(operands.code(z).values())).get(0).nonzeros();
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
        DeviceMap counts = batches.allocate(scope, z.unpooledShape().withChannels(1));
        poolingKernels.winners(CodeBatch.of(code), counts);
        return counts;
    }

    @Override
    public Pooled recode(Scope scope, FeatureMap values, Pooled places) {
        DeviceMap map = operands.map(values);
        DeviceCode code = operands.code(places);
        Operands.requireSame(values.shape(), code.values().shape());
        DeviceCode result = scope.own(DeviceCode.allocate(memory, code));
        pointwise.copy(map.buffer(), result.values().buffer(), values.shape().size());
        return result;
    }
}
