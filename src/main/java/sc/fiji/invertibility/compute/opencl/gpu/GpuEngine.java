package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.OptionalLong;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.IterateDifference;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.ShapeChecks;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.DeviceQuery;

/**
 * The engine on a GPU. It is cheap to create: programs and context belong to the device and are shared; an engine owns
 * only its memory. Kernels are queued; a call waits only if the host needs a value.
 */
final class GpuEngine extends GpuLayerOperations implements Engine {

    private final Device description;

    /**
     * Opens an engine.
     *
     * @param memoryLimit bytes of device memory that it may hold at a time
     */
    GpuEngine(Device description, GpuDevice device, long memoryLimit) {
        super(device, new DeviceMemory(device.context(), memoryLimit));
        this.description = description;
    }

    @Override
    public Device device() {
        return description;
    }

    @Override
    public OptionalLong freeBytes() {
        return DeviceQuery.freeMemory(device.context().getDevice());
    }

    @Override
    public boolean worksAhead() {
        return true;
    }

    @Override
    public IterateDifference change(PooledCode a, PooledCode b, Unpooling unpooling, FeatureMap x, FeatureMap y) {
        if (!a.pooling().disjoint()) return Engine.super.change(a, b, unpooling, x, y);
        DeviceCode first = operands.code(a), second = operands.code(b);
        ShapeChecks.requireAlike(first, second);
        x.shape().requireEqual(y.shape());
        DeviceMap signal = operands.map(x), other = operands.map(y);
        return reductions.change(first, second, unpooling, signal, other);
    }
}
