package sc.fiji.invertibility.compute.opencl.processor;

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
 * @param packed what {@link CodeStorage} wrote, in the first of its words
 * @param packedWords how many of its words that is
 * @param offsets where the units of each work-item begin
 * @param room the number of units that it has space for
 * @param nonzeros the number of its units
 */
record BitmaskCode(
        DeviceMemory memory,
        DeviceBuffer packed,
        int packedWords,
        DeviceBuffer offsets,
        int room,
        long nonzeros,
        Shape unpooledShape,
        Pooling pooling)
        implements StoredCode {

    /** The room, the number of units and of packed words precede what is read. */
    static final int HEADER = 3;

    @Override
    public long bytes() {
        return packed.words() * Float.BYTES;
    }

    @Override
    public int words() {
        return HEADER + (int) offsets.words() + packedWords;
    }

    @Override
    public void read(int[] target) {
        int starts = (int) offsets.words();
        target[0] = room;
        target[1] = (int) nonzeros;
        target[2] = packedWords;
        offsets.read(IntBuffer.wrap(target, HEADER, starts), 0, starts);
        packed.read(IntBuffer.wrap(target, HEADER + starts, packedWords), 0, packedWords);
    }

    @Override
    public void close() {
        offsets.close();
        packed.close();
    }
}
