package sc.fiji.invertibility.compute;

import net.imglib2.Dimensions;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * The size of a feature map.
 *
 * @param channels number of channels, ≥ 1
 * @param height rows, ≥ 1
 * @param width columns, ≥ 1
 */
public record Shape(int channels, int height, int width) {

    /**
     * The largest number of pixels that engines accept in a channel: pixels are counted by an {@code int}, in kernels
     * up to the end of the last group of work-items.
     */
    private static final int MOST_PIXELS = Integer.MAX_VALUE - 1023;

    /**
     * Creates a shape.
     *
     * @param channels number of channels, ≥ 1
     * @param height rows, ≥ 1
     * @param width columns, ≥ 1
     */
    public Shape {
        if (channels < 1 || height < 1 || width < 1)
            throw new IllegalArgumentException("a feature map needs positive sizes, not " + channels + " channels of "
                    + width + "×" + height + " pixels");
    }

    /**
     * Returns the size of an image.
     *
     * @param image of axes (x, y, channel)
     * @return its size
     * @throws IllegalArgumentException if it has other axes, or one is longer than an {@code int}
     */
    public static Shape of(Dimensions image) {
        if (image.numDimensions() != 3)
            throw new IllegalArgumentException(
                    "an image needs the axes (x, y, channel), not " + image.numDimensions() + " axes");
        for (int d = 0; d < 3; d++)
            if (image.dimension(d) > Integer.MAX_VALUE)
                throw new IllegalArgumentException("axis " + d + " of the image is longer than 2^31");
        return new Shape((int) image.dimension(2), (int) image.dimension(1), (int) image.dimension(0));
    }

    /** {@return the number of pixels of one channel} */
    public long pixels() {
        return (long) height * width;
    }

    /** {@return the number of values, all channels together} */
    public long size() {
        return channels * pixels();
    }

    /**
     * Returns the size of h = Wx, where x is of this shape.
     *
     * @param bank W
     * @return the size of h
     * @throws IllegalArgumentException if W has other channels, or its filters are larger than the padded x
     */
    public Shape activations(FilterBank bank) {
        if (channels != bank.channels())
            throw new IllegalArgumentException(
                    "the input's number of channels is " + channels + ", but the filters need " + bank.channels());
        int rows = bank.outputHeight(height), columns = bank.outputWidth(width);
        if (rows < 1 || columns < 1)
            throw new IllegalArgumentException("the padded input of " + width + "×" + height
                    + " pixels is smaller than the filters of " + bank.width() + "×" + bank.height());
        return new Shape(bank.filters(), rows, columns);
    }

    /**
     * Returns the size of x = Wᵀz, where z is of this shape.
     *
     * @param bank W
     * @param height rows of x
     * @param width columns of x
     * @return the size of x
     * @throws IllegalArgumentException if Wx is not of this shape
     */
    public Shape input(FilterBank bank, int height, int width) {
        Shape x = new Shape(bank.channels(), height, width);
        Shape expected = x.activations(bank);
        if (!equals(expected))
            throw new IllegalArgumentException("the filters make activations of " + expected + " from an input of "
                    + width + "×" + height + " pixels, not of " + this);
        return x;
    }

    /**
     * Checks that another map is of this shape.
     *
     * @param other the shape of the other map
     * @throws IllegalArgumentException if it is not
     */
    public void requireEqual(Shape other) {
        if (!equals(other))
            throw new IllegalArgumentException("maps of one size are needed, not " + this + " and " + other);
    }

    /**
     * Checks that engines can number the pixels of a channel; all channels together may have more values than that.
     *
     * @throws IllegalArgumentException if they cannot
     */
    public void requireCountablePixels() {
        if (pixels() > MOST_PIXELS)
            throw new IllegalArgumentException(
                    "a channel of a map has at most " + MOST_PIXELS + " pixels, not " + width + "×" + height);
    }

    /**
     * Returns this shape with another number of channels.
     *
     * @param channels number of channels, ≥ 1
     * @return the changed shape
     */
    public Shape withChannels(int channels) {
        return new Shape(channels, height, width);
    }

    /**
     * Returns the shape of a range of rows, in all channels.
     *
     * @param first the first row
     * @param count the number of rows, ≥ 1
     * @return their shape
     * @throws IllegalArgumentException if a map of this shape does not have these rows
     */
    public Shape rows(int first, int count) {
        if (first < 0 || count < 1 || first > height - count)
            throw new IllegalArgumentException(
                    "a map of " + height + " rows has no " + count + " rows from row " + first + " on");
        return new Shape(channels, count, width);
    }

    /**
     * Returns the shape of several maps of this shape stacked above one another.
     *
     * @param maps how many, ≥ 1
     * @param pitch rows from the first of a map to the first of the next one, at least the height
     * @return the shape from the first map's first row to the last map's last row
     */
    public Shape stacked(int maps, int pitch) {
        if (maps < 1 || pitch < height)
            throw new IllegalArgumentException(
                    "cannot stack " + maps + " maps of " + height + " rows " + pitch + " rows apart");
        return new Shape(channels, Math.addExact(Math.multiplyExact(maps - 1, pitch), height), width);
    }

    /**
     * Checks that an array is long enough for a map of this shape.
     *
     * @param values the array
     * @return the array
     * @throws IllegalArgumentException if it is too short
     */
    public float[] requireRoom(float[] values) {
        if (values.length < size())
            throw new IllegalArgumentException(
                    "a map of " + this + " does not fit into an array of " + values.length + " values");
        return values;
    }

    @Override
    public String toString() {
        return channels + "×" + height + "×" + width;
    }
}
