package sc.fiji.invertibility.compute.opencl.device;

import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Shape;

/** A map in device memory. */
public final class DeviceMap implements FeatureMap {

    private final Layout layout;
    private final DeviceBuffer buffer;

    private DeviceMap(Layout layout, DeviceBuffer buffer) {
        this.layout = layout;
        this.buffer = buffer;
    }

    /**
     * Allocates a map of any values.
     *
     * @param memory where it lies
     * @param layout its size, and how it lies there
     * @return the map
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if there is no room
     */
    public static DeviceMap allocate(DeviceMemory memory, Layout layout) {
        return new DeviceMap(layout, memory.take(layout.size()));
    }

    /** {@return the same values once more, for reading} */
    DeviceMap share() {
        return new DeviceMap(layout, buffer.share());
    }

    /** {@return how it lies in memory} */
    public Layout layout() {
        return layout;
    }

    /** {@return the memory that it lies in} */
    public DeviceBuffer buffer() {
        return buffer;
    }

    @Override
    public Shape shape() {
        return layout.shape();
    }

    @Override
    public void close() {
        buffer.close();
    }
}
