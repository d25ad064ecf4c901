package sc.fiji.invertibility.compute.opencl.device;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;

/** A sequence of 32-bit words on the heap, which several threads may read and, unless it says otherwise, write. */
@FunctionalInterface
public interface HostWords {

    /**
     * Copies words from the heap.
     *
     * @param from the first word to copy
     * @param target receives them, from its position on
     * @param count the number of words
     */
    void put(long from, ByteBuffer target, int count);

    /**
     * Copies words to the heap; by default, they can only be read.
     *
     * @param source the words, from its position on
     * @param from the index that the first one is copied to
     * @param count how many
     */
    default void take(ByteBuffer source, long from, int count) {
        throw new UnsupportedOperationException("these words can only be read");
    }

    /**
     * Returns the values of an array.
     *
     * @param values the array, not copied
     * @return its values
     */
    static HostWords of(float[] values) {
        return of(FloatBuffer.wrap(values));
    }

    /**
     * Returns the values of a buffer.
     *
     * @param values the buffer, not copied; its position and limit are ignored
     * @return its values
     */
    static HostWords of(FloatBuffer values) {
        FloatBuffer all = values.duplicate().clear();
        return new HostWords() {
            @Override
            public void put(long from, ByteBuffer target, int count) {
                target.asFloatBuffer().put(all.slice((int) from, count));
            }

            @Override
            public void take(ByteBuffer source, long from, int count) {
                all.slice((int) from, count).put(source.asFloatBuffer().limit(count));
            }
        };
    }

    /**
     * Returns the integers of an array.
     *
     * @param values the array, not copied
     * @return its integers
     */
    static HostWords of(int[] values) {
        return new HostWords() {
            @Override
            public void put(long from, ByteBuffer target, int count) {
                target.asIntBuffer().put(values, (int) from, count);
            }

            @Override
            public void take(ByteBuffer source, long from, int count) {
                source.asIntBuffer().get(values, (int) from, count);
            }
        };
    }

    /**
     * Returns the values of several arrays.
     *
     * @param arrays of the same length
     * @param step words from the start of one array to the start of the next; those in a gap are undefined
     * @return their values
     */
    static HostWords of(List<float[]> arrays, long step) {
        if (arrays.size() == 1) return of(arrays.get(0));
        return new HostWords() {
            @Override
            public void put(long from, ByteBuffer target, int count) {
                eachPart(from, target, count, HostWords::put);
            }

            @Override
            public void take(ByteBuffer source, long from, int count) {
                eachPart(from, source, count, (array, first, part, some) -> array.take(part, first, some));
            }

            private void eachPart(long from, ByteBuffer memory, int count, Copy copy) {
                for (long word = from; word < from + count; ) {
                    int first = (int) (word % step);
                    float[] array = arrays.get((int) (word / step));
                    int some = (int) Math.min(array.length - first, from + count - word);
                    int at = memory.position() + (int) (word - from) * Float.BYTES;
                    if (some > 0)
                        copy.copy(
                                HostWords.of(array),
                                first,
                                memory.duplicate().order(memory.order()).position(at),
                                some);
                    word += step - first;
                }
            }
        };
    }

    /** Copies a part of one array to or from the memory, at its position. */
    @FunctionalInterface
    interface Copy {

        /**
         * Copies.
         *
         * @param array the array
         * @param first the first of its words
         * @param memory the other memory
         * @param count how many
         */
        void copy(HostWords array, long first, ByteBuffer memory, int count);
    }
}
