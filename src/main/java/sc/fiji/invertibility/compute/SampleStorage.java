package sc.fiji.invertibility.compute;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;

/** How samples are stored. */
public enum SampleStorage {
    /** An unsigned byte each. */
    BYTES(1, 1, 256) {
        @Override
        void read(Object array, int first, int channel, int count, int[] values) {
            byte[] samples = (byte[]) array;
            for (int i = 0; i < count; i++) values[i] = samples[first + i] & 0xff;
        }

        @Override
        void put(Object array, int first, int count, ByteBuffer target) {
            target.put((byte[]) array, first, count);
        }
    },
    /** An unsigned 16-bit number each. */
    SHORTS(2, 1, 65536) {
        @Override
        void read(Object array, int first, int channel, int count, int[] values) {
            short[] samples = (short[]) array;
            for (int i = 0; i < count; i++) values[i] = samples[first + i] & 0xffff;
        }

        @Override
        void put(Object array, int first, int count, ByteBuffer target) {
            target.asShortBuffer().put((short[]) array, first, count);
        }
    },
    /** Red, green and blue in the bytes of an {@code int}, red in the third lowest. */
    PACKED_RGB(4, 3, 256) {
        @Override
        void read(Object array, int first, int channel, int count, int[] values) {
            int[] pixels = (int[]) array;
            int shift = 16 - 8 * channel;
            for (int i = 0; i < count; i++) values[i] = pixels[first + i] >> shift & 0xff;
        }

        @Override
        void put(Object array, int first, int count, ByteBuffer target) {
            target.asIntBuffer().put((int[]) array, first, count);
        }
    };

    private final int bytes;
    private final int channels;
    private final int levels;

    SampleStorage(int bytes, int channels, int levels) {
        this.bytes = bytes;
        this.channels = channels;
        this.levels = levels;
    }

    static SampleStorage of(Object array) {
        if (array instanceof byte[]) return BYTES;
        if (array instanceof short[]) return SHORTS;
        if (array instanceof int[]) return PACKED_RGB;
        throw new IllegalArgumentException(
                "samples are bytes, shorts or ints, not " + array.getClass().getSimpleName());
    }

    /** {@return the bytes of an element of the array} */
    public int bytes() {
        return bytes;
    }

    /** {@return the channels in an element of the array} */
    public int channels() {
        return channels;
    }

    /** {@return the number of different integers, from 0 on} */
    public int levels() {
        return levels;
    }

    int length(Object array) {
        return Array.getLength(array);
    }

    /** Reads samples of one of the channels in an array, from one element on. */
    abstract void read(Object array, int first, int channel, int count, int[] values);

    /** Copies elements as they are, to the position of a buffer. */
    abstract void put(Object array, int first, int count, ByteBuffer target);
}
