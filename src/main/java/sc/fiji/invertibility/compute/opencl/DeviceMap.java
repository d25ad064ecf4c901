package sc.fiji.invertibility.compute.opencl;

import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Shape;

/** A map in device memory. */
final class DeviceMap implements FeatureMap {

    private final Layout layout;
    private final DeviceBuffer buffer;

    DeviceMap(Layout layout, DeviceBuffer buffer) {
        this.layout = layout;
        this.buffer = buffer;
    }

    static DeviceMap allocate(DeviceMemory memory, Shape shape) {
        Layout layout = Layout.of(shape);
        return new DeviceMap(layout, memory.take(layout.size()));
    }

    /** {@return the same values once more, for reading} */
    DeviceMap share() {
        return new DeviceMap(layout, buffer.share());
    }

    Layout layout() {
        return layout;
    }

    DeviceBuffer buffer() {
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
