package sc.fiji.invertibility.compute.opencl.processor;

import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.StoredCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;

/**
 * A code without its zeros in device memory.
 *
 * @param memory the buffer
 * @param words the number of words that {@link CodeStorage} wrote
 * @param offsets where the units of each work-item begin
 * @param room the number of units that it has space for
 * @param nonzeros the number of its units
 */
record BitmaskCode(
        DeviceMemory memory,
        DeviceBuffer words,
        DeviceBuffer offsets,
        int room,
        long nonzeros,
        Shape unpooledShape,
        Pooling pooling)
        implements StoredCode {

    @Override
    public long bytes() {
        return words.words() * Float.BYTES;
    }

    @Override
    public void close() {
        offsets.close();
        words.close();
    }
}
