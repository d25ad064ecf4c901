package sc.fiji.invertibility.compute;

import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;

/** The array that an image's pixels lie in, which saves a copy. */
public final class BackingArray {

    private BackingArray() {}

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
