package sc.fiji.invertibility.compute.opencl;

import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.Pooled;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Shape;

/**
 * A pooled code in device memory: values, and as many switches as 32-bit integers in the same order. Switches never
 * change, so codes may share them.
 */
final class DeviceCode implements Pooled {

    private final DeviceMap values;
    private final DeviceMap switches;
    private final Shape unpooledShape;
    private final Pooling pooling;

    private DeviceCode(DeviceMap values, DeviceMap switches, Shape unpooledShape, Pooling pooling) {
        this.values = values;
        this.switches = switches;
        this.unpooledShape = unpooledShape;
        this.pooling = pooling;
    }

    static DeviceCode allocate(DeviceMemory memory, Shape unpooledShape, Pooling pooling) {
        Shape shape = pooling.pooledShape(unpooledShape);
        DeviceMap values = DeviceMap.allocate(memory, shape);
        try {
            return new DeviceCode(values, DeviceMap.allocate(memory, shape), unpooledShape, pooling);
        } catch (OutOfDeviceMemory e) {
            values.close();
            throw e;
        }
    }

    /** Allocates a code that has the switches of another. */
    static DeviceCode allocate(DeviceMemory memory, DeviceCode places) {
        DeviceMap switches = places.switches.share();
        try {
            DeviceMap values = DeviceMap.allocate(memory, places.values.shape());
            return new DeviceCode(values, switches, places.unpooledShape, places.pooling);
        } catch (OutOfDeviceMemory e) {
            switches.close();
            throw e;
        }
    }

    @Override
    public DeviceMap values() {
        return values;
    }

    DeviceMap switches() {
        return switches;
    }

    @Override
    public Pooling pooling() {
        return pooling;
    }

    @Override
    public Shape unpooledShape() {
        return unpooledShape;
    }

    @Override
    public void close() {
        switches.close();
        values.close();
    }
}
