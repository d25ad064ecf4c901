package sc.fiji.invertibility.compute;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The integers of an image's rectangle as they lie on the heap, not copied: unsigned bytes, unsigned 16-bit numbers, or
 * pixels of three bytes in an {@code int}.
 */
public final class Samples {

    /** So many integers of 16 bits have a sum of at most 31. */
    private static final int SAFE = 1 << 15;

    private final Shape shape;
    private final List<Slice> slices;
    private final int stride;
    private final SampleStorage storage;

    /**
     * The array that holds a slice, which is a channel or the red, green and blue one.
     *
     * @param array a {@code byte[]}, {@code short[]} or {@code int[]}
     * @param first the index of the rectangle's first pixel
     */
    public record Slice(Object array, int first) {}

    private Samples(Shape shape, List<Slice> slices, int stride, SampleStorage storage) {
        this.shape = shape;
        this.slices = slices;
        this.stride = stride;
        this.storage = storage;
    }

    /**
     * Takes the slices of an image.
     *
     * @param shape the size of the rectangle, all channels together
     * @param slices arrays of one type; those of {@code int} hold 0xRRGGBB and are three channels each
     * @param stride elements from one row of the rectangle to the next
     * @return the samples
     * @throws IllegalArgumentException if the arrays are of other types, not as many as there are channels, or too
     *     short
     */
    public static Samples of(Shape shape, List<Slice> slices, int stride) {
        SampleStorage storage = SampleStorage.of(slices.get(0).array());
        if (slices.size() * storage.channels() != shape.channels())
            throw new IllegalArgumentException(slices.size() + " arrays do not hold " + shape.channels() + " channels");
        for (Slice slice : slices) {
            long end = slice.first() + (shape.height() - 1L) * stride + shape.width();
            if (SampleStorage.of(slice.array()) != storage)
                throw new IllegalArgumentException("all samples of an image are of one type");
            if (stride < shape.width() || slice.first() < 0 || end > storage.length(slice.array()))
                throw new IllegalArgumentException("a map of " + shape + " does not lie within an array of "
                        + storage.length(slice.array()) + " samples");
        }
        return new Samples(shape, List.copyOf(slices), stride, storage);
    }

    /** {@return the size of the rectangle} */
    public Shape shape() {
        return shape;
    }

    /** {@return how a sample is stored} */
    public SampleStorage storage() {
        return storage;
    }

    /**
     * Reads samples of a row.
     *
     * @param channel the channel, from 0
     * @param x the first column, from 0
     * @param y the row, from 0
     * @param count how many
     * @param values receives them, from its start on
     */
    public void read(int channel, int x, int y, int count, int[] values) {
        Slice slice = slices.get(channel / storage.channels());
        storage.read(slice.array(), slice.first() + y * stride + x, channel % storage.channels(), count, values);
    }

    /**
     * Computes the mean of a channel.
     *
     * @param channel the channel, from 0
     * @return the exact sum divided by the number of pixels
     */
    public double mean(int channel) {
        return rows(channel).mapToLong(Samples::sum).sum() / (double) shape.pixels();
    }

    /** In sums of 32 bits, of which a processor computes several at once. */
    private static long sum(int[] row) {
        long all = 0;
        for (int begin = 0; begin < row.length; begin += SAFE) {
            int sum = 0;
            for (int x = begin; x < Math.min(row.length, begin + SAFE); x++) sum += row[x];
            all += sum;
        }
        return all;
    }

    /** The lowest and the highest of some integers. */
    record Range(int lowest, int highest) {

        private static Range of(int[] row) {
            int lowest = Integer.MAX_VALUE, highest = Integer.MIN_VALUE;
            for (int value : row) lowest = Math.min(lowest, value);
            for (int value : row) highest = Math.max(highest, value);
            return new Range(lowest, highest);
        }

        private Range and(Range other) {
            return new Range(Math.min(lowest, other.lowest), Math.max(highest, other.highest));
        }
    }

    /** {@return the range of integers that occur; if there are only 256, of those that can} */
    Range range() {
        Range all = new Range(0, storage.levels() - 1);
        if (storage.levels() == 256) return all;
        return IntStream.range(0, shape.channels())
                .boxed()
                .flatMap(channel -> rows(channel).map(Range::of))
                .reduce(Range::and)
                .orElse(all);
    }

    private Stream<int[]> rows(int channel) {
        return IntStream.range(0, shape.height()).parallel().mapToObj(y -> {
            int[] row = new int[shape.width()];
            read(channel, 0, y, row.length, row);
            return row;
        });
    }

    /** {@return elements from one row of the rectangle to the next} */
    int stride() {
        return stride;
    }

    List<Slice> slices() {
        return slices;
    }
}
