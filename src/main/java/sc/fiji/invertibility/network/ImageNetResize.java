package sc.fiji.invertibility.network;

import java.util.Arrays;
import java.util.List;
import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** How an image is resized for networks that are evaluated on ImageNet. */
public enum ImageNetResize {
    /** Not at all. */
    NONE("None"),
    /** The shorter side to 256 pixels, then the central 224×224. */
    SHORTER_SIDE_256_CROP_224("256 and crop 224"),
    /** The central 224×224 of the image as it is. */
    CROP_224("Crop 224");
    private static final int SHORTER = 256, CROP = 224;

    private final String label;

    ImageNetResize(String label) {
        this.label = label;
    }

    /** {@return the label that users see} */
    public String label() {
        return label;
    }

    /** {@return all labels} */
    public static List<String> labels() {
        return Arrays.stream(values()).map(ImageNetResize::label).toList();
    }

    /**
     * Finds a choice by its label.
     *
     * @param label one of {@link #labels}
     * @return the choice
     * @throws IllegalArgumentException if none has that label; the message lists the labels
     */
    public static ImageNetResize of(String label) {
        return Arrays.stream(values())
                .filter(choice -> choice.label.equalsIgnoreCase(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "resize: unknown choice '" + label + "'; expected one of: " + String.join(", ", labels())));
    }

    /**
     * Returns the width of the resized image.
     *
     * @param width of the image, in pixels
     * @param height of the image, in pixels
     * @return the new width, in new pixels
     */
    public long width(long width, long height) {
        return this == NONE ? width : CROP;
    }

    /**
     * Returns the height of the resized image.
     *
     * @param width of the image, in pixels
     * @param height of the image, in pixels
     * @return the new height, in new pixels
     */
    public long height(long width, long height) {
        return this == NONE ? height : CROP;
    }

    /**
     * Returns how many new pixels are cropped on the left.
     *
     * @param width of the image, in pixels
     * @param height of the image, in pixels
     * @return the new column of the first one that is kept
     */
    public long left(long width, long height) {
        return this == NONE ? 0 : margin(scaled(width, width, height));
    }

    /**
     * Returns how many new pixels are cropped at the top.
     *
     * @param width of the image, in pixels
     * @param height of the image, in pixels
     * @return the new row of the first one that is kept
     */
    public long top(long width, long height) {
        return this == NONE ? 0 : margin(scaled(height, width, height));
    }

    /** A side before the crop; the longer one is rounded down to whole pixels. */
    private long scaled(long side, long width, long height) {
        return this == SHORTER_SIDE_256_CROP_224 ? SHORTER * side / Math.min(width, height) : side;
    }

    /** Half pixels are rounded to even, as Python does in torchvision's centre crop. */
    private static long margin(long side) {
        return (long) Math.rint((side - CROP) / 2.0);
    }

    /**
     * Returns by how much pixels are enlarged.
     *
     * @param width of the image, in pixels
     * @param height of the image, in pixels
     * @return the number of old pixels per new one, along either axis
     */
    public double pixelSize(long width, long height) {
        return this == SHORTER_SIDE_256_CROP_224 ? Math.min(width, height) / (double) SHORTER : 1;
    }

    /**
     * Resizes an image.
     *
     * @param image an image with the axes (x, y, channel)
     * @return the resized image, with origin zero
     * @throws IllegalArgumentException if it is smaller than the crop
     */
    public RandomAccessibleInterval<FloatType> apply(RandomAccessibleInterval<FloatType> image) {
        RandomAccessibleInterval<FloatType> source = Views.zeroMin(image);
        if (this == NONE) return source;
        if (this == CROP_224) return crop(source);
        long width = source.dimension(0), height = source.dimension(1);
        return crop(BilinearResampling.resize(
                source, (int) scaled(width, width, height), (int) scaled(height, width, height)));
    }

    private static RandomAccessibleInterval<FloatType> crop(RandomAccessibleInterval<FloatType> image) {
        long width = image.dimension(0), height = image.dimension(1);
        if (width < CROP || height < CROP)
            throw new IllegalArgumentException(
                    "an image of " + width + "×" + height + " pixels is smaller than the crop of " + CROP + "×"
                            + CROP + "; the resize \"" + SHORTER_SIDE_256_CROP_224.label
                            + "\" brings it to that size");
        long x = margin(width), y = margin(height);
        return Views.zeroMin(
                Views.interval(image, FinalInterval.createMinSize(x, y, 0, CROP, CROP, image.dimension(2))));
    }
}
