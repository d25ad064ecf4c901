package sc.fiji.invertibility.compute.opencl.device;

import java.nio.ByteBuffer;
import java.util.List;

/** 32-bit words in arrays on the heap, in one order, to be copied to and from other memory by several threads. */
public interface HostWords extends HostSource {

    /**
     * Copies words to the heap.
     *
     * @param source has them, from its position on
     * @param from where the first goes to
     * @param count how many
     */
    void take(ByteBuffer source, long from, int count);

    /**
     * The values of an array.
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
     * The integers of an array.
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
     * The values of several arrays.
     *
     * @param arrays of one length
     * @param step words from the first of an array to the first of the next one; what lies between has any value
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
