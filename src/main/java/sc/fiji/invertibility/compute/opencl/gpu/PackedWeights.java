package sc.fiji.invertibility.compute.opencl.gpu;

import java.nio.FloatBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.DeviceParameters;
import sc.fiji.invertibility.compute.opencl.device.HostWords;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/** A correlation's weights in device memory, once in each requested order, its biases, and its list of taps. */
final class PackedWeights implements AutoCloseable {

    static final ProgramSource SOURCE = ProgramSource.of("packing.cl").after("filter_transform.cl");
    private static final int GROUP = 64;

    private final GpuDevice device;
    private final DeviceMemory memory;
    private final CorrelationDescriptor correlation;
    private final DeviceParameters parameters;
    private final Map<WeightOrder, DeviceBuffer> weights = new EnumMap<>(WeightOrder.class);
    private final boolean biased;
    private DeviceBuffer bias;
    private DeviceBuffer taps;

    /**
     * @param parameters the weights and the bias, if they are on the device already
     */
    PackedWeights(
            GpuDevice device, DeviceMemory memory, CorrelationDescriptor correlation, DeviceParameters parameters) {
        this.device = device;
        this.memory = memory;
        this.correlation = correlation;
        this.parameters = parameters;
        this.biased = deviceBias() || anyNonzero(correlation.bias());
    }

    private static boolean anyNonzero(float[] values) {
        for (float value : values) if (value != 0) return true;
        return false;
    }

    CorrelationDescriptor correlation() {
        return correlation;
    }

    /**
     * Returns the weights in an order.
     *
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if they do not fit twice
     */
    DeviceBuffer in(WeightOrder order) {
        return weights.computeIfAbsent(order, this::pack);
    }

    void forget(WeightOrder order) {
        DeviceBuffer unused = weights.remove(order);
        if (unused != null) unused.close();
    }

    /** {@return one bias per filter, zeros for none} */
    DeviceBuffer bias() {
        if (bias == null) bias = deviceBias() ? parameters.sharedBias() : write(FloatBuffer.wrap(correlation.bias()));
        return bias;
    }

    /** {@return whether some bias is not zero} */
    boolean biased() {
        return biased;
    }

    /** {@return for each tap of a filter its channel, and its row and column packed into one integer} */
    DeviceBuffer taps() {
        if (taps == null) {
            int width = correlation.width(), plane = correlation.height() * width;
            int[] words = new int[2 * correlation.channels() * plane];
            for (int tap = 0; tap < words.length / 2; tap++) {
                words[2 * tap] = tap / plane;
                words[2 * tap + 1] = tap % plane / width << 16 | tap % width;
            }
            DeviceBuffer buffer = memory.take(words.length);
            try {
                device.staging().write(HostWords.of(words), words.length, buffer, 0);
            } catch (RuntimeException e) {
                buffer.close();
                throw e;
            }
            taps = buffer;
        }
        return taps;
    }

    private boolean deviceBias() {
        return parameters != null && parameters.bias() != null;
    }

    private DeviceBuffer write(FloatBuffer values) {
        DeviceBuffer buffer = memory.take(values.capacity());
        try {
            device.staging().write(HostWords.of(values), values.capacity(), buffer, 0);
            return buffer;
        } catch (RuntimeException e) {
            buffer.close();
            throw e;
        }
    }

    private DeviceBuffer pack(WeightOrder order) {
        DeviceBuffer packed = memory.take(order.words(correlation));
        try (DeviceBuffer raw =
                parameters == null ? write(correlation.raw().bank().weightsView()) : parameters.sharedWeights()) {
            CorrelationDescriptor c = correlation;
            int padded = WeightOrder.padded(c);
            int plane = c.height() * c.width();
            switch (order) {
                case TAPS -> run("pack_taps", raw, packed, padded, (long) c.channels() * plane, c.groups());
                case WINOGRAD -> run(WinogradVariant.of(c).packing(), raw, packed, padded, c.channels(), c.groups());
            }
            return packed;
        } catch (RuntimeException e) {
            packed.close();
            throw e;
        }
    }

    private void run(String kernel, DeviceBuffer raw, DeviceBuffer packed, long... items) {
        CorrelationDescriptor c = correlation;
        device.kernel(SOURCE, kernel)
                .run(
                        NDRange.of(device.limits().group(GROUP), items),
                        List.of(raw, c.raw().strides(), c.groupFilters(), c.channels(), c.height(), c.width()),
                        List.of(WeightOrder.padded(c), packed));
    }

    @Override
    public void close() {
        weights.values().forEach(DeviceBuffer::close);
        weights.clear();
        if (bias != null) bias.close();
        if (taps != null) taps.close();
        bias = null;
        taps = null;
    }
}
