package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceFilters;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.filters.FilterBank;

/** Layers and their transposes on a GPU, for one map or for several. */
abstract class GpuLayerOperations extends GpuSparsityOperations {

    /** A launch gains nothing from more maps, or more values in all, than these: 128 MiB. */
    private static final int MOST_MAPS = 128;

    private static final long MOST_VALUES = 1 << 25;

    final Convolution convolution;
    private final GpuSteps steps;

    GpuLayerOperations(GpuDevice device, DeviceMemory memory) {
        super(device, memory);
        convolution = new Convolution(device, memory);
        steps = new GpuSteps(batches, poolingKernels, largest);
    }

    @Override
    public int batch(Shape map) {
        return (int) Math.max(1, Math.min(MOST_MAPS, MOST_VALUES / map.size()));
    }

    @Override
    public FeatureMap convolve(Scope scope, FeatureMap x, PackedFilters w, Rectification rectification) {
        return convolveAll(scope, List.of(x), w, rectification).get(0);
    }

    @Override
    public List<FeatureMap> convolveAll(Scope scope, List<FeatureMap> x, PackedFilters w, Rectification rectification) {
        if (x.isEmpty()) return List.of();
        DeviceFilters<PackedWeights> filters = operands.filters(w);
        try (Scope local = new Scope()) {
            MapBatch in = batch(local, x);
            List<DeviceMap> h = batches.allocate(scope, in.shape().activations(w.bank()), x.size());
            convolution.forward(in, filters, rectification == Rectification.RELU, MapBatch.of(h));
            return List.copyOf(h);
        }
    }

    @Override
    public FeatureMap adjoint(Scope scope, FeatureMap z, PackedFilters w, int height, int width) {
        DeviceMap in = operands.map(z);
        DeviceFilters<PackedWeights> filters = operands.filters(w);
        DeviceMap x = batches.allocate(scope, z.shape().input(w.bank(), height, width));
        convolution.transposed(MapBatch.of(in), filters, MapBatch.of(x));
        return x;
    }

    @Override
    public PooledCode encode(Scope scope, FeatureMap x, PackedFilters w, Rectification rectification, Pooling pooling) {
        return encodeAll(scope, List.of(x), w, rectification, pooling).get(0);
    }

    @Override
    public List<PooledCode> encodeAll(
            Scope scope, List<FeatureMap> x, PackedFilters w, Rectification rectification, Pooling pooling) {
        if (x.isEmpty()) return List.of();
        DeviceFilters<PackedWeights> filters = operands.filters(w);
        try (Scope local = new Scope()) {
            MapBatch in = batch(local, x);
            Shape unpooled = in.shape().activations(w.bank());
            if (pooling.pairs(unpooled)) {
                List<DeviceCode> z = batches.allocate(scope, unpooled, pooling, x.size());
                if (convolution.pooled(in, filters, rectification == Rectification.RELU, CodeBatch.of(z)))
                    return List.copyOf(z);
                z.forEach(DeviceCode::close);
            }
            return poolAll(scope, convolveAll(local, List.copyOf(in.maps()), w, rectification), pooling);
        }
    }

    @Override
    public PooledCode poolStep(
            Scope scope, PooledCode z, float mu, FeatureMap g, Pooling pooling, Unpooling unpooling) {
        if (z != null && !(pooling.disjoint() && pooling.equals(z.pooling())))
            return super.poolStep(scope, z, mu, g, pooling, unpooling);
        return poolStepAll(scope, z == null ? null : List.of(z), mu, List.of(g), pooling, unpooling)
                .get(0);
    }

    @Override
    public List<PooledCode> poolStepAll(
            Scope scope, List<PooledCode> z, float mu, List<FeatureMap> g, Pooling pooling, Unpooling unpooling) {
        boolean direct = !g.isEmpty()
                && (z == null
                        || z.size() == g.size()
                                && pooling.disjoint()
                                && z.stream().allMatch(code -> code.pooling().equals(pooling)));
        if (!direct) return super.poolStepAll(scope, z, mu, g, pooling, unpooling);
        try (Scope local = new Scope()) {
            MapBatch gradients = batch(local, g);
            CodeBatch codes = z == null ? null : batchOf(local, operands.codes(z));
            if (z != null) gradients.shape().requireEqual(codes.unpooledShape());
            List<DeviceCode> results = batches.allocate(scope, gradients.shape(), pooling, g.size());
            poolingKernels.pool(codes, mu, gradients, unpooling, CodeBatch.of(results));
            return List.copyOf(results);
        }
    }

    @Override
    public List<PooledCode> poolSteps(
            Scope scope, PooledCode z, float[] mu, FeatureMap g, Pooling pooling, Unpooling unpooling) {
        boolean together = mu.length == PoolingKernels.LENGTHS && z != null && GpuSteps.suits(z, pooling);
        if (!together) return super.poolSteps(scope, z, mu, g, pooling, unpooling);
        PoolingKernels.Lengths lengths = PoolingKernels.Lengths.known(mu[0], mu[1]);
        return List.copyOf(steps.pooled(scope, operands.code(z), lengths, mu.length, operands.map(g), unpooling));
    }

    @Override
    public List<PooledCode> thresholdedSteps(
            Scope scope,
            PooledCode z,
            Pending<double[]> mu,
            FeatureMap g,
            Pooling pooling,
            Unpooling unpooling,
            long k) {
        if (!(mu instanceof DeviceLengths lengths && GpuSteps.suits(z, pooling)))
            return super.thresholdedSteps(scope, z, mu, g, pooling, unpooling, k);
        DeviceCode from = operands.code(z);
        DeviceMap gradient = operands.map(g);
        if (steps.counts(from, k)) return List.copyOf(steps.largest(scope, from, lengths, gradient, unpooling, k));
        PoolingKernels.Lengths onDevice = PoolingKernels.Lengths.on(lengths.buffer());
        List<DeviceCode> next = steps.pooled(scope, from, onDevice, lengths.count(), gradient, unpooling);
        keepLargest(next, k);
        return List.copyOf(next);
    }

    @Override
    public FeatureMap synthesise(
            Scope scope, PooledCode z, Unpooling unpooling, PackedFilters w, int height, int width) {
        return synthesiseAll(scope, List.of(z), unpooling, w, height, width).get(0);
    }

    @Override
    public List<FeatureMap> synthesiseAll(
            Scope scope, List<PooledCode> codes, Unpooling unpooling, PackedFilters w, int height, int width) {
        if (codes.isEmpty()) return List.of();
        DeviceFilters<PackedWeights> filters = operands.filters(w);
        List<DeviceCode> own = operands.codes(codes);
        Shape shape = own.get(0).unpooledShape().input(w.bank(), height, width);
        if (apart(own)) {
            CodeBatch first = CodeBatch.of(own.get(0)), second = CodeBatch.of(own.get(1));
            List<DeviceMap> x = batches.allocate(scope, shape, codes.size());
            if (convolution.transposed(first, second, unpooling, filters, MapBatch.of(x))) return List.copyOf(x);
            x.forEach(DeviceMap::close);
            return codes.stream()
                    .map(z -> synthesise(scope, z, unpooling, w, height, width))
                    .toList();
        }
        try (Scope local = new Scope()) {
            List<DeviceMap> x = batches.allocate(scope, shape, codes.size());
            CodeBatch z = batchOf(local, own);
            if (!convolution.transposed(z, unpooling, filters, MapBatch.of(x))) {
                MapBatch unpooled = MapBatch.of(batches.allocate(local, z.unpooledShape(), codes.size()));
                poolingKernels.unpool(z, unpooling, unpooled);
                convolution.transposed(unpooled, filters, MapBatch.of(x));
            }
            return List.copyOf(x);
        }
    }

    /** Whether these are two codes, which are not contiguous. */
    private static boolean apart(List<DeviceCode> codes) {
        return codes.size() == 2 && CodeBatch.of(codes) == null;
    }

    @Override
    public boolean unpools(FilterBank bank, Shape activations, Pooling pooling, Unpooling unpooling) {
        return !convolution.readsCodes(bank, pooling);
    }
}
