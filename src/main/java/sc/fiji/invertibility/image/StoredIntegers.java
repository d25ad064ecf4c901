package sc.fiji.invertibility.image;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import sc.fiji.invertibility.compute.Samples;
import sc.fiji.invertibility.compute.Shape;

/** Finds the arrays of ImgLib2 images whose unsigned integers lie on the heap row by row. */
final class StoredIntegers {

    private StoredIntegers() {}

    /**
     * The integers of an image (x, y) or (x, y, channel), not copied; empty if they lie elsewhere or in another order.
     */
    static Optional<Samples> of(RandomAccessibleInterval<?> image) {
        if (!(image.getType() instanceof UnsignedByteType) && !(image.getType() instanceof UnsignedShortType))
            return Optional.empty();
        int channels = image.numDimensions() == 2 ? 1 : (int) image.dimension(2);
        Shape shape = new Shape(channels, (int) image.dimension(1), (int) image.dimension(0));
        return slices(image, shape).map(slices -> Samples.of(shape, slices, shape.width()));
    }

    private static Optional<List<Samples.Slice>> slices(RandomAccessibleInterval<?> image, Shape shape) {
        if (image instanceof ArrayImg<?, ?> one && one.update(null) instanceof ArrayDataAccess<?> all)
            return Optional.of(IntStream.range(0, shape.channels())
                    .mapToObj(c -> new Samples.Slice(all.getCurrentStorageArray(), Math.toIntExact(c * shape.pixels())))
                    .toList());
        if (image instanceof PlanarImg<?, ?> planes && planes.getPlane(0) instanceof ArrayDataAccess)
            return Optional.of(IntStream.range(0, shape.channels())
                    .mapToObj(c ->
                            new Samples.Slice(((ArrayDataAccess<?>) planes.getPlane(c)).getCurrentStorageArray(), 0))
                    .toList());
        return Optional.empty();
    }
}
