package sc.fiji.invertibility.compute.opencl.gpu;

import java.nio.IntBuffer;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.StoredCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;

/**
 * A code without its zeros in device memory.
 *
 * @param memory the buffer
 * @param packed what {@link CodeStorage} wrote
 * @param stored the number of its units
 */
record BitmaskCode(DeviceMemory memory, DeviceBuffer packed, int stored, Shape unpooledShape, Pooling pooling)
        implements StoredCode {

    @Override
    public long bytes() {
        return packed.words() * Float.BYTES;
    }

    @Override
    public long nonzeros() {
        return stored;
    }

    @Override
    public int words() {
        return (int) packed.words();
    }

    @Override
    public void read(int[] target) {
        packed.read(IntBuffer.wrap(target), 0, packed.words());
    }

    @Override
    public void close() {
        packed.close();
    }
}
