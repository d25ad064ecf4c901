package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.ImageStack;
import java.awt.Rectangle;

/** Finds the range of a 32-bit image, and checks that all its values are finite. */
final class FiniteValues {

    /** Errors of some times the values' range, and values of as much, still fit into 32 bits. */
    static final float LARGEST = 1e37f;

    private final ImagePlus image;
    private final Rectangle region;
    private float smallest = Float.POSITIVE_INFINITY;
    private float largest = Float.NEGATIVE_INFINITY;
    private long strange;
    private String first;

    private FiniteValues(ImagePlus image, Rectangle region) {
        this.image = image;
        this.region = region;
    }

    /**
     * The smallest and the largest value of all slices within a rectangle.
     *
     * @throws IllegalArgumentException if a value is NaN or infinite, of which the message tells how many are, and
     *     where the first is; or larger than {@link #LARGEST}
     */
    static ValueRange range(ImagePlus image, Rectangle region) {
        FiniteValues values = new FiniteValues(image, region);
        ImageStack stack = image.getStack();
        for (int slice = 1; slice <= stack.size(); slice++)
            values.look((float[]) stack.getProcessor(slice).getPixels(), slice);
        if (values.strange > 0)
            throw new IllegalArgumentException(
                    "image: " + values.strange + " of the values in '" + image.getTitle() + "' "
                            + (values.strange == 1 ? "is" : "are") + " not finite, the first is " + values.first
                            + "; expected finite values only");
        float most = Math.max(Math.abs(values.smallest), Math.abs(values.largest));
        if (most > LARGEST)
            throw new IllegalArgumentException("image: '" + image.getTitle() + "' has values of " + most
                    + "; expected magnitudes up to " + LARGEST + ", so that its results fit into 32 bits");
        return ValueRange.between(values.smallest, values.largest);
    }

    private void look(float[] pixels, int slice) {
        for (int y = region.y; y < region.y + region.height; y++)
            for (int x = region.x; x < region.x + region.width; x++) {
                float value = pixels[y * image.getWidth() + x];
                if (!Float.isFinite(value)) {
                    if (strange++ == 0) first = value + " at x=" + x + ", y=" + y + where(slice);
                } else {
                    if (value < smallest) smallest = value;
                    if (value > largest) largest = value;
                }
            }
    }

    private String where(int slice) {
        if (image.getStackSize() == 1) return "";
        int[] position = image.convertIndexToPosition(slice);
        StringBuilder text = new StringBuilder();
        if (image.getNChannels() > 1) text.append(", channel ").append(position[0]);
        if (image.getNSlices() > 1) text.append(", slice ").append(position[1]);
        if (image.getNFrames() > 1) text.append(", frame ").append(position[2]);
        return text.toString();
    }
}
