package sc.fiji.invertibility.compute.opencl.gpu;

import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Pooled;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.Operands;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * The engine on a GPU. It is light: programs and context belong to the device and are shared, an engine owns its
 * memory. Kernels are queued; a call waits only where the host needs a value.
 */
final class GpuEngine extends GpuSparsityVerbs implements Engine {

    private final Device description;
    private final Convolution convolution;

    /**
     * Opens an engine.
     *
     * @param memoryLimit bytes of device memory that it may hold at a time
     */
    GpuEngine(Device description, GpuDevice device, long memoryLimit) {
        super(device, memoryLimit);
        this.description = description;
        this.convolution = new Convolution(device, memory);
    }

    @Override
    public Device device() {
        return description;
    }

    @Override
    public long bytesInUse() {
        return memory.bytes();
    }

    @Override
    public void trim() {
        memory.trim();
    }

    @Override
    public void close() {
        memory.close();
    }

    @Override
    public FeatureMap convolve(Scope scope, FeatureMap x, PackedFilters w, Rectification rectification) {
        DeviceMap in = operands.map(x);
        GpuFilters filters = filters(w);
        DeviceMap h = allocate(scope, Operands.activations(w.bank(), x.shape()));
        convolution.forward(Batch.of(in), filters, rectification == Rectification.RELU, Batch.of(h));
        return h;
    }

    @Override
    public FeatureMap adjoint(Scope scope, FeatureMap z, PackedFilters w, int height, int width) {
        DeviceMap in = operands.map(z);
        GpuFilters filters = filters(w);
        DeviceMap x = allocate(scope, Operands.input(w.bank(), z.shape(), height, width));
        convolution.transposed(Batch.of(in), filters, Batch.of(x));
        return x;
    }

    @Override
    public Pooled encode(Scope scope, FeatureMap x, PackedFilters w, Rectification rectification, Pooling pooling) {
        DeviceMap in = operands.map(x);
        GpuFilters filters = filters(w);
        Shape unpooled = Operands.activations(w.bank(), x.shape());
        if (Outputs.pools(unpooled, pooling)) {
            DeviceCode z = allocate(scope, unpooled, pooling);
            if (convolution.pooled(Batch.of(in), filters, rectification == Rectification.RELU, CodeBatch.of(z)))
                return z;
            z.close();
        }
        return Engine.super.encode(scope, x, w, rectification, pooling);
    }

    @Override
    public Pooled poolStep(Scope scope, Pooled z, float mu, FeatureMap g, Pooling pooling, Unpooling unpooling) {
        if (z != null && !(Operands.disjoint(pooling) && pooling.equals(z.pooling())))
            return Engine.super.poolStep(scope, z, mu, g, pooling, unpooling);
        CodeBatch code = z == null ? null : CodeBatch.of(operands.code(z));
        if (z != null) Operands.requireSame(g.shape(), z.unpooledShape());
        DeviceCode result = allocate(scope, g.shape(), pooling);
        poolingKernels.pool(code, mu, Batch.of(operands.map(g)), unpooling, CodeBatch.of(result));
        return result;
    }

    @Override
    public FeatureMap synthesise(Scope scope, Pooled z, Unpooling unpooling, PackedFilters w, int height, int width) {
        DeviceCode code = operands.code(z);
        GpuFilters filters = filters(w);
        DeviceMap x = allocate(scope, Operands.input(w.bank(), z.unpooledShape(), height, width));
        if (!convolution.transposed(CodeBatch.of(code), unpooling, filters, Batch.of(x)))
            try (Scope local = new Scope()) {
                DeviceMap unpooled = operands.map(unpool(local, z, unpooling));
                convolution.transposed(Batch.of(unpooled), filters, Batch.of(x));
            }
        return x;
    }

    @Override
    public boolean unpools(FilterBank bank, Pooling pooling, Unpooling unpooling) {
        return !convolution.readsCodes(bank, pooling);
    }

    private GpuFilters filters(PackedFilters w) {
        return operands.filters(GpuFilters.class, w);
    }
}
