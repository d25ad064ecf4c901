package sc.fiji.invertibility.image;

import java.util.concurrent.CancellationException;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.loops.LoopBuilder;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.invert.IterationReport;
import sc.fiji.invertibility.invert.LayerInversion;
import sc.fiji.invertibility.invert.LayerReconstruction;

/**
 * Inverts a layer for an ImgLib2 image of any real type, scaled as an ImageJ image is: integers of at most 16 bits by
 * the range of their type, other values by their minimum and maximum; then each channel's mean is removed.
 *
 * @param inversion what inverts the scaled image
 */
public record PlaneInversion(LayerInversion inversion) {

    /** The largest integers that are scaled by the range of their type, as in ImageJ. */
    private static final int BITS_WITH_RANGE = 16;

    /**
     * Reconstructs an image.
     *
     * @param image an image with the axes (x, y) or (x, y, channel); not changed
     * @param monitor receives the progress, and may stop the work
     * @param <T> the type of its values
     * @return the reconstruction with the axes (x, y, channel) from 0; the values of the image and of the error images
     *     are in the unit of the given image
     * @throws IllegalArgumentException if the image has other axes or no pixels, a value is not finite, or the layer
     *     does not fit it
     * @throws CancellationException if the monitor stopped the work
     */
    public <T extends RealType<T>> LayerReconstruction reconstruct(RandomAccessibleInterval<T> image, Monitor monitor) {
        RandomAccessibleInterval<T> xyc = withChannels(image);
        ValueRange range = range(xyc);
        InputPlane plane = StoredIntegers.of(image)
                .map(integers -> InputPlane.of(integers, range))
                .orElseGet(() -> InputPlane.of(SampleRows.of(xyc), Shape.of(xyc), range));
        LayerReconstruction result = inversion.invert(plane.x(), monitor);
        restore(result.image(), plane);
        for (IterationReport report : result.iterations())
            LoopBuilder.setImages(report.errors()).multiThreaded().forEachPixel(error -> error.mul(range.span()));
        return result;
    }

    private static void restore(Img<FloatType> image, InputPlane plane) {
        for (int c = 0; c < image.dimension(2); c++) {
            int channel = c;
            LoopBuilder.setImages(Views.hyperSlice(image, 2, c))
                    .multiThreaded()
                    .forEachPixel(value -> value.set((float) plane.restored(value.get(), channel)));
        }
    }

    private static <T extends RealType<T>> RandomAccessibleInterval<T> withChannels(RandomAccessibleInterval<T> image) {
        int axes = image.numDimensions();
        if (axes != 2 && axes != 3)
            throw new IllegalArgumentException(
                    "image: expected the axes (x, y) or (x, y, channel), but got " + axes + " axes");
        for (int d = 0; d < axes; d++)
            if (image.dimension(d) < 1 || image.dimension(d) > Integer.MAX_VALUE)
                throw new IllegalArgumentException("image: expected 1 to " + Integer.MAX_VALUE
                        + " pixels along each axis, but got " + image.dimension(d) + " along axis " + d);
        return Views.zeroMin(axes == 2 ? Views.addDimension(image, 0, 0) : image);
    }

    private static <T extends RealType<T>> ValueRange range(RandomAccessibleInterval<T> image) {
        T type = image.getType();
        if (type instanceof IntegerType && type.getBitsPerPixel() <= BITS_WITH_RANGE)
            return ValueRange.between(type.getMinValue(), type.getMaxValue());
        double smallest = Double.POSITIVE_INFINITY, largest = Double.NEGATIVE_INFINITY;
        Cursor<T> cursor = Views.flatIterable(image).cursor();
        while (cursor.hasNext()) {
            double value = cursor.next().getRealDouble();
            if (!Double.isFinite(value))
                throw new IllegalArgumentException("image: expected finite values only, but got " + value + " at x="
                        + cursor.getLongPosition(0) + ", y=" + cursor.getLongPosition(1) + ", channel="
                        + cursor.getLongPosition(2));
            smallest = Math.min(smallest, value);
            largest = Math.max(largest, value);
        }
        return ValueRange.between(smallest, largest);
    }
}
