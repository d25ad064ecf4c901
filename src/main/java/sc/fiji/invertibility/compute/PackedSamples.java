package sc.fiji.invertibility.compute;

import java.nio.ByteBuffer;

/**
 * The 32-bit words from which a device makes an image of integers: for each channel the values of the integers that
 * occur, and then the integers of one slice after another, each beginning with a new word.
 */
public final class PackedSamples {

    private final IndexedImage image;
    private final Samples samples;
    private final int lowest;
    private final int levels;

    private PackedSamples(IndexedImage image, int lowest, int levels) {
        this.image = image;
        this.samples = image.samples();
        this.lowest = lowest;
        this.levels = levels;
    }

    /**
     * Looks for the integers that occur, if they may be fewer than all.
     *
     * @param image the image
     * @return its words; should the image change before they are copied, other integers may occur
     */
    public static PackedSamples of(IndexedImage image) {
        Samples.Range range = image.samples().range();
        return new PackedSamples(image, range.lowest(), range.highest() - range.lowest() + 1);
    }

    /** {@return how the integers are stored} */
    public SampleStorage storage() {
        return samples.storage();
    }

    /** {@return the integer that the first value of each channel belongs to} */
    public int lowest() {
        return lowest;
    }

    /** {@return the number of values for each channel} */
    public int levels() {
        return levels;
    }

    /** {@return the first word of the integers} */
    public long firstSample() {
        return (long) samples.shape().channels() * levels;
    }

    /** {@return the words from the start of one slice to the start of the next} */
    public long wordsOfSlice() {
        return (samples.shape().pixels() * storage().bytes() + Integer.BYTES - 1) / Integer.BYTES;
    }

    /** {@return the number of words} */
    public long words() {
        return firstSample() + samples.slices().size() * wordsOfSlice();
    }

    /**
     * Copies words.
     *
     * @param from the first of them
     * @param target receives them from its position on, in its byte order
     * @param count how many
     */
    public void put(long from, ByteBuffer target, int count) {
        long begin = firstSample(), ofSlice = wordsOfSlice();
        for (long word = from, end = from + count; word < end; ) {
            ByteBuffer rest = behind(target, (word - from) * Integer.BYTES);
            long first = word < begin ? word % levels : (word - begin) % ofSlice;
            int some = (int) Math.min((word < begin ? levels : ofSlice) - first, end - word);
            if (word < begin) rest.asFloatBuffer().put(image.table((int) (word / levels)), lowest + (int) first, some);
            else putSlice(samples.slices().get((int) ((word - begin) / ofSlice)), first, some, rest);
            word += some;
        }
    }

    /** Row by row, or all rows at once if there is no gap between them. */
    private void putSlice(Samples.Slice slice, long word, long words, ByteBuffer target) {
        Shape shape = samples.shape();
        long width = samples.stride() == shape.width() ? shape.pixels() : shape.width(),
                bytes = storage().bytes();
        long begin = word * Integer.BYTES / bytes;
        long end = Math.min(shape.pixels(), (word + words) * Integer.BYTES / bytes);
        for (long pixel = begin; pixel < end; ) {
            int some = (int) Math.min(width - pixel % width, end - pixel);
            long at = slice.first() + pixel / width * samples.stride() + pixel % width;
            storage().put(slice.array(), (int) at, some, behind(target, (pixel - begin) * bytes));
            pixel += some;
        }
    }

    private static ByteBuffer behind(ByteBuffer buffer, long bytes) {
        return buffer.duplicate().order(buffer.order()).position(buffer.position() + (int) bytes);
    }
}
