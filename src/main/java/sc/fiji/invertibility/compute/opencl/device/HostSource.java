package sc.fiji.invertibility.compute.opencl.device;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** 32-bit words on the heap, in one order, to be copied from there by several threads. */
public interface HostSource {

    /**
     * Copies words from the heap.
     *
     * @param from the first of them
     * @param target takes them, from its position on
     * @param count how many
     */
    void put(long from, ByteBuffer target, int count);

    /**
     * The values of a buffer.
     *
     * @param values the buffer, whose position and limit do not count
     * @return its values
     */
    static HostSource of(FloatBuffer values) {
        return (from, target, count) -> target.asFloatBuffer()
                .put(values.duplicate().limit((int) from + count).position((int) from));
    }
}
