package sc.fiji.invertibility.compute.opencl;

import java.nio.FloatBuffer;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;

/** A correlation's weights in device memory, in the order of one method. */
record PackedCorrelation(Correlation correlation, Method method, DeviceBuffer weights, DeviceBuffer bias)
        implements AutoCloseable {

    static PackedCorrelation pack(DeviceMemory memory, Correlation correlation, Method method) {
        DeviceBuffer weights = write(memory, method.pack(correlation));
        try {
            return new PackedCorrelation(correlation, method, weights, write(memory, method.bias(correlation)));
        } catch (OutOfDeviceMemory e) {
            weights.close();
            throw e;
        }
    }

    @Override
    public void close() {
        bias.close();
        weights.close();
    }

    private static DeviceBuffer write(DeviceMemory memory, float[] values) {
        DeviceBuffer buffer = memory.take(values.length);
        buffer.write(FloatBuffer.wrap(values), 0, values.length);
        return buffer;
    }
}
