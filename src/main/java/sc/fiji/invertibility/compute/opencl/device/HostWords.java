package sc.fiji.invertibility.compute.opencl.device;

import java.nio.ByteBuffer;
import java.util.List;

/** A sequence of 32-bit words in arrays on the heap, which several threads may read and write. */
public interface HostWords extends HostSource {

    /**
     * Copies words to the heap.
     *
     * @param source the words, from its position on
     * @param from the index that the first one is copied to
     * @param count how many
     */
    void take(ByteBuffer source, long from, int count);

    /**
     * Returns the values of an array.
     *
     * @param values the array, not copied
     * @return its values
     */
    static HostWords of(float[] values) {
        return new HostWords() {
            @Override
            public void put(long from, ByteBuffer target, int count) {
                target.asFloatBuffer().put(values, (int) from, count);
            }

            @Override
            public void take(ByteBuffer source, long from, int count) {
                source.asFloatBuffer().get(values, (int) from, count);
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
        return new HostWords() {
            @Override
            public void put(long from, ByteBuffer target, int count) {
                each(
                        from,
                        target,
                        count,
                        (array, first, piece, some) -> piece.asFloatBuffer().put(array, first, some));
            }

            @Override
            public void take(ByteBuffer source, long from, int count) {
                each(
                        from,
                        source,
                        count,
                        (array, first, piece, some) -> piece.asFloatBuffer().get(array, first, some));
            }

            private void each(long from, ByteBuffer piece, int count, Part part) {
                int begin = piece.position();
                for (long word = from; word < from + count; ) {
                    int first = (int) (word % step);
                    float[] array = arrays.get((int) (word / step));
                    int some = (int) Math.min(array.length - first, from + count - word);
                    int at = begin + (int) (word - from) * Float.BYTES;
                    if (some > 0)
                        part.copy(
                                array,
                                first,
                                piece.duplicate().order(piece.order()).position(at),
                                some);
                    word += step - first;
                }
            }
        };
    }

    /** Copies a part of one array. */
    @FunctionalInterface
    interface Part {

        /**
         * Copies.
         *
         * @param array the array
         * @param first the first of its values
         * @param piece the other memory, at its position
         * @param count how many
         */
        void copy(float[] array, int first, ByteBuffer piece, int count);
    }
}
