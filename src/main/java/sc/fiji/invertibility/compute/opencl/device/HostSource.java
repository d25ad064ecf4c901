package sc.fiji.invertibility.compute.opencl.device;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** A sequence of 32-bit words on the heap, which several threads may copy. */
public interface HostSource {

    /**
     * Copies words from the heap.
     *
     * @param from the first word to copy
     * @param target receives them, from its position on
     * @param count the number of words
     */
    void put(long from, ByteBuffer target, int count);

    /**
     * Returns the values of a buffer.
     *
     * @param values the buffer; its position and limit are ignored
     * @return its values
     */
    static HostSource of(FloatBuffer values) {
        return (from, target, count) -> target.asFloatBuffer()
                .put(values.duplicate().limit((int) from + count).position((int) from));
    }
}
