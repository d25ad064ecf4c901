package sc.fiji.invertibility.compute.opencl.processor;

import java.nio.FloatBuffer;
import java.util.List;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.MapLayout;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/** Copies weights into device memory, and there into the order in which a kernel reads them. */
final class WeightPacker {

    /** Filters per work-item of the direct kernel. */
    static final int PACK = 32;

    private final TunedDevice device;
    private final DeviceMemory memory;

    WeightPacker(TunedDevice device, DeviceMemory memory) {
        this.device = device;
        this.memory = memory;
    }

    /** {@return the number of packs that a number of filters makes} */
    static int packs(int filters) {
        return MapLayout.blocks(filters, PACK);
    }

    DeviceMemory memory() {
        return memory;
    }

    /** Copies values into device memory unchanged. */
    DeviceBuffer write(float[] values) {
        DeviceBuffer buffer = memory.take(values.length);
        try {
            buffer.write(FloatBuffer.wrap(values), 0, values.length);
            return buffer;
        } catch (RuntimeException e) {
            buffer.close();
            throw e;
        }
    }

    /** Copies biases, those of each group with zeros behind them up to a length for all groups. */
    DeviceBuffer bias(DeviceBuffer bias, CorrelationDescriptor c, int length) {
        DeviceBuffer packed = memory.take(length);
        int size = length / c.groups();
        device.kernel("pack_bias").run(NDRange.of(1, size, c.groups()), bias, c.groupFilters(), size, packed);
        return packed;
    }

    void rows(DeviceBuffer raw, CorrelationDescriptor c, DeviceBuffer packed) {
        run("pack_rows", raw, c, NDRange.of(1, c.channels(), c.filters()), packed, c.filters());
    }

    /**
     * Packs sixteen channels side by side.
     *
     * @param filterStep packed words from filter to filter
     * @param blockStep packed words from channel block to channel block
     */
    void lanes(DeviceBuffer raw, CorrelationDescriptor c, DeviceBuffer packed, long filterStep, long blockStep) {
        NDRange range = NDRange.of(1, c.filters(), MapLayout.blocks(c.channels(), MapLayout.BLOCK));
        run("pack_lanes", raw, c, range, packed, c.filters(), filterStep, blockStep);
    }

    void direct(DeviceBuffer raw, CorrelationDescriptor c, DeviceBuffer packed, int lanes) {
        int packs = packs(c.groupFilters());
        run("pack_direct", raw, c, NDRange.of(1, c.channels(), (long) packs * c.groups()), packed, lanes, packs);
    }

    void winograd(DeviceBuffer raw, CorrelationDescriptor c, DeviceBuffer packed) {
        int packs = packs(c.filters());
        run("pack_winograd", raw, c, NDRange.of(1, c.channels(), 2L * packs), packed);
    }

    private void run(String kernel, DeviceBuffer raw, CorrelationDescriptor c, NDRange range, Object... rest) {
        List<Object> sizes = List.of(c.groupFilters(), c.channels(), c.height(), c.width());
        device.kernel(kernel).run(range, raw, c.raw().strides(), sizes, List.of(rest));
    }
}
