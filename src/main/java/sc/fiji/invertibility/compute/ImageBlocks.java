package sc.fiji.invertibility.compute;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.type.numeric.real.FloatType;

/** Copies blocks of an image to arrays, by several threads at a time if need be. */
@FunctionalInterface
public interface ImageBlocks {

    /**
     * Copies a block.
     *
     * @param min its first pixel
     * @param values receives its values in flat order; may be longer than needed
     * @param size its size along each axis
     */
    void copy(long[] min, float[] values, int[] size);

    /**
     * Looks for the fastest way to read an image.
     *
     * @param image any image with the axes (x, y, channel)
     * @return its blocks
     */
    static ImageBlocks of(RandomAccessibleInterval<FloatType> image) {
        if (image instanceof IndexedImage indexed) return indexed::copy;
        PrimitiveBlocks<FloatType> blocks =
                PrimitiveBlocks.of(image, PrimitiveBlocks.OnFallback.ACCEPT).threadSafe();
        return blocks::copy;
    }
}
