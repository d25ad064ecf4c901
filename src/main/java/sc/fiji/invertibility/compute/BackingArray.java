package sc.fiji.invertibility.compute;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.real.FloatType;

/** The arrays that an image's pixels lie in, which saves a copy. */
public final class BackingArray {

    private BackingArray() {}

    /**
     * Returns the arrays of an image each of whose channels lies in one of its own.
     *
     * @param image an image (x, y, channel)
     * @return its own arrays, to which changes write through; empty if its values lie elsewhere or in another order
     */
    public static Optional<List<float[]>> planes(RandomAccessibleInterval<FloatType> image) {
        return image instanceof PlanarImg<?, ?> planes && planes.getPlane(0) instanceof FloatArray
                ? Optional.of(IntStream.range(0, (int) image.dimension(2))
                        .mapToObj(c -> ((FloatArray) planes.getPlane(c)).getCurrentStorageArray())
                        .toList())
                : Optional.empty();
    }

    /**
     * Returns the array of an image whose values lie on the heap one after the other, in flat order.
     *
     * @param image an image
     * @return its own array, to which changes write through; empty if its values lie elsewhere or in another order
     */
    public static Optional<float[]> of(RandomAccessibleInterval<FloatType> image) {
        return image instanceof ArrayImg<?, ?> array
                        && array.update(null) instanceof FloatArray storage
                        && storage.getCurrentStorageArray().length == array.size()
                ? Optional.of(storage.getCurrentStorageArray())
                : Optional.empty();
    }
}
