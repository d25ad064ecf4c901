package sc.fiji.invertibility.compute.opencl.processor;

import java.util.List;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.ShapeChecks;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceFilters;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * The engine on an OpenCL device, with the kernels for processors. It is cheap to create: programs and context belong
 * to the device and are shared; an engine owns only its memory. Kernels are queued; a call waits only if the host needs
 * a value.
 */
final class ProcessorEngine extends ProcessorSparsityOperations implements Engine {

    private final Device device;
    private final Convolution convolution;
    private final PooledConvolution direct;
    private final SparseAdjoint sparse;

    /**
     * Opens an engine.
     *
     * @param memoryLimit bytes of device memory that it may hold at a time
     */
    ProcessorEngine(Device device, TunedDevice context, long memoryLimit) {
        super(context, new DeviceMemory(context.context(), memoryLimit));
        this.device = device;
        this.convolution = new Convolution(context, memory);
        this.direct = new PooledConvolution(context);
        this.sparse = new SparseAdjoint(context, memory, reductions);
    }

    @Override
    public Device device() {
        return device;
    }

    @Override
    public FeatureMap convolve(Scope scope, FeatureMap x, PackedFilters w, Rectification rectification) {
        DeviceMap in = operands.map(x);
        DeviceFilters<PackedWeights> filters = operands.filters(w);
        DeviceMap h = batches.allocate(scope, x.shape().activations(w.bank()));
        convolution.forward(in, filters, rectification == Rectification.RELU, h);
        return h;
    }

    @Override
    public FeatureMap adjoint(Scope scope, FeatureMap z, PackedFilters w, int height, int width) {
        DeviceMap in = operands.map(z);
        DeviceFilters<PackedWeights> filters = operands.filters(w);
        DeviceMap x = batches.allocate(scope, z.shape().input(w.bank(), height, width));
        if (sparse.suits(in, filters)) sparse.run(in, filters, x);
        else convolution.transposed(in, filters, x);
        return x;
    }

    @Override
    public PooledCode encode(Scope scope, FeatureMap x, PackedFilters w, Rectification rectification, Pooling pooling) {
        DeviceMap in = operands.map(x);
        DeviceFilters<PackedWeights> filters = operands.filters(w);
        Shape unpooled = x.shape().activations(w.bank());
        boolean rectified = rectification == Rectification.RELU;
        if (PooledConvolution.suits(filters.forward().correlation(), unpooled, pooling)) {
            DeviceCode z = batches.allocate(scope, unpooled, pooling);
            direct.pool(in, filters.forward(), rectified, 1, null, Unpooling.SWITCHES, z);
            return z;
        }
        if (pooling.pairs(unpooled)) {
            DeviceCode z = batches.allocate(scope, unpooled, pooling);
            if (convolution.pooled(in, filters, rectified, z)) return z;
            z.close();
        }
        return Engine.super.encode(scope, x, w, rectification, pooling);
    }

    @Override
    public PooledCode poolStep(
            Scope scope, PooledCode z, float mu, FeatureMap u, PackedFilters w, Pooling pooling, Unpooling unpooling) {
        DeviceMap in = operands.map(u);
        DeviceFilters<PackedWeights> filters = operands.filters(w);
        Shape unpooled = u.shape().activations(w.bank());
        if (z != null && !pooling.equals(z.pooling())
                || !PooledConvolution.suits(filters.forward().correlation(), unpooled, pooling))
            return Engine.super.poolStep(scope, z, mu, u, w, pooling, unpooling);
        DeviceCode code = z == null ? null : operands.code(z);
        if (z != null) unpooled.requireEqual(z.unpooledShape());
        DeviceCode result = batches.allocate(scope, unpooled, pooling);
        direct.pool(in, filters.forward(), false, mu, code, unpooling, result);
        return result;
    }

    @Override
    public boolean storesActivations(FilterBank bank, Shape activations, Pooling pooling) {
        return !PooledConvolution.suits(CorrelationDescriptor.of(bank), activations, pooling);
    }

    @Override
    public PooledCode restrict(Scope scope, FeatureMap u, PackedFilters w, PooledCode z, Unpooling unpooling) {
        DeviceMap in = operands.map(u);
        DeviceCode code = operands.code(z);
        DeviceFilters<PackedWeights> filters = operands.filters(w);
        Shape unpooled = u.shape().activations(w.bank());
        if (!PooledConvolution.suits(filters.forward().correlation(), unpooled, z.pooling()))
            return Engine.super.restrict(scope, u, w, z, unpooling);
        unpooled.requireEqual(z.unpooledShape());
        DeviceCode result = scope.own(DeviceCode.allocate(memory, code));
        direct.restrict(in, filters.forward(), code, unpooling, result);
        return result;
    }

    @Override
    public PooledCode poolStep(
            Scope scope, PooledCode z, float mu, FeatureMap g, Pooling pooling, Unpooling unpooling) {
        if (z != null && !(pooling.disjoint() && pooling.equals(z.pooling())))
            return Engine.super.poolStep(scope, z, mu, g, pooling, unpooling);
        DeviceCode code = z == null ? null : operands.code(z);
        if (z != null) g.shape().requireEqual(z.unpooledShape());
        DeviceCode result = batches.allocate(scope, g.shape(), pooling);
        poolingKernels.pool(code, mu, operands.map(g), unpooling, result);
        return result;
    }

    @Override
    public FeatureMap synthesise(
            Scope scope, PooledCode z, Unpooling unpooling, PackedFilters w, int height, int width) {
        DeviceCode code = operands.code(z);
        DeviceFilters<PackedWeights> filters = operands.filters(w);
        if (!sparse.suits(code, unpooling, filters))
            return Engine.super.synthesise(scope, z, unpooling, w, height, width);
        DeviceMap x = batches.allocate(scope, z.unpooledShape().input(w.bank(), height, width));
        sparse.run(code, unpooling, filters, x);
        return x;
    }

    @Override
    public boolean unpools(FilterBank bank, Shape activations, Pooling pooling, Unpooling unpooling) {
        return !sparse.suits(bank, activations, pooling, unpooling);
    }

    @Override
    public List<FeatureMap> synthesiseAll(
            Scope scope, List<PooledCode> codes, Unpooling unpooling, PackedFilters w, int height, int width) {
        DeviceFilters<PackedWeights> filters = operands.filters(w);
        List<DeviceCode> z = codes.stream().map(operands::code).toList();
        if (z.isEmpty() || !sparse.suitsSeveral(z.get(0), unpooling, filters))
            return Engine.super.synthesiseAll(scope, codes, unpooling, w, height, width);
        z.forEach(code -> ShapeChecks.requireAlike(z.get(0), code));
        Shape shape = z.get(0).unpooledShape().input(w.bank(), height, width);
        List<DeviceMap> x =
                z.stream().map(code -> batches.allocate(scope, shape)).toList();
        sparse.run(z, unpooling, filters, x);
        return List.copyOf(x);
    }
}
