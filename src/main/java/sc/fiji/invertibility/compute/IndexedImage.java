package sc.fiji.invertibility.compute;

import java.util.stream.IntStream;
import net.imglib2.AbstractInterval;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.Point;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/**
 * An image (x, y, channel) of integers on the heap, each of which stands for a value in its channel's table. Values can
 * only be read. Engines may take the integers as they are, a quarter or half of the bytes, see {@link PackedSamples};
 * looking values up takes less time than computing them.
 */
public final class IndexedImage extends AbstractInterval implements RandomAccessibleInterval<FloatType> {

    /** Rows that a thread looks up at a time. */
    private static final int ROWS = 32;

    /** Fewer values are looked up by one thread before others would have started. */
    private static final int ALONE = 1 << 15;

    private final Samples samples;
    private final float[][] tables;

    /** What integers stand for. */
    @FunctionalInterface
    public interface Values {

        /**
         * Returns a value.
         *
         * @param channel the channel, from 0
         * @param integer an integer
         * @return what it stands for
         */
        double of(int channel, int integer);
    }

    private IndexedImage(Samples samples, float[][] tables) {
        super(new FinalInterval(
                samples.shape().width(),
                samples.shape().height(),
                samples.shape().channels()));
        this.samples = samples;
        this.tables = tables;
    }

    /**
     * Tabulates values.
     *
     * @param samples the integers
     * @param values what they stand for, which is rounded to floats
     * @return the image
     */
    public static IndexedImage of(Samples samples, Values values) {
        float[][] tables =
                new float[samples.shape().channels()][samples.storage().levels()];
        for (int c = 0; c < tables.length; c++)
            for (int i = 0; i < tables[c].length; i++) tables[c][i] = (float) values.of(c, i);
        return new IndexedImage(samples, tables);
    }

    /** {@return the integers} */
    Samples samples() {
        return samples;
    }

    /** {@return for each integer the value that it stands for} */
    float[] table(int channel) {
        return tables[channel];
    }

    /** Copies a block, as {@link ImageBlocks} do. */
    void copy(long[] min, float[] values, int[] size) {
        int width = size[0], rows = size[1] * size[2];
        IntStream pieces = IntStream.range(0, (rows + ROWS - 1) / ROWS);
        if ((long) rows * width > ALONE) pieces = pieces.parallel();
        pieces.forEach(piece -> {
            int[] integers = new int[width];
            for (int row = piece * ROWS; row < Math.min(rows, (piece + 1) * ROWS); row++) {
                int channel = (int) min[2] + row / size[1];
                samples.read(channel, (int) min[0], (int) min[1] + row % size[1], width, integers);
                float[] table = tables[channel];
                int to = row * width;
                for (int i = 0; i < width; i++) values[to + i] = table[integers[i]];
            }
        });
    }

    @Override
    public FloatType getType() {
        return new FloatType();
    }

    @Override
    public RandomAccess<FloatType> randomAccess() {
        return new Access(new Point(3));
    }

    @Override
    public RandomAccess<FloatType> randomAccess(Interval interval) {
        return randomAccess();
    }

    /** Looks up single pixels. */
    private final class Access extends Point implements RandomAccess<FloatType> {

        private final FloatType value = new FloatType();
        private final int[] integer = new int[1];

        Access(Point position) {
            super(position);
        }

        @Override
        public FloatType get() {
            samples.read(getIntPosition(2), getIntPosition(0), getIntPosition(1), 1, integer);
            value.set(tables[getIntPosition(2)][integer[0]]);
            return value;
        }

        @Override
        public Access copy() {
            return new Access(this);
        }
    }
}
