package sc.fiji.invertibility.image;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;

/** Reads the raw values of an image row by row, by several threads at a time. */
@FunctionalInterface
interface SampleRows {

    /**
     * Reads one row.
     *
     * @param channel its channel, from 0
     * @param y its row, from 0
     * @param values receives the row from its left end on
     */
    void read(int channel, int y, double[] values);

    /** {@return the rows of an image with the axes (x, y, channel), each beginning at 0} */
    static <T extends RealType<T>> SampleRows of(RandomAccessibleInterval<T> image) {
        int[] row = {(int) image.dimension(0), 1, 1};
        PrimitiveBlocks<DoubleType> blocks = PrimitiveBlocks.of(
                        Converters.convert(image, (in, out) -> out.set(in.getRealDouble()), new DoubleType()),
                        PrimitiveBlocks.OnFallback.ACCEPT)
                .threadSafe();
        return (channel, y, values) -> blocks.copy(new long[] {0, y, channel}, values, row);
    }
}
