package sc.fiji.invertibility.compute;

/**
 * The size of a feature map.
 *
 * @param channels number of channels, ≥ 1
 * @param height rows, ≥ 1
 * @param width columns, ≥ 1
 */
public record Shape(int channels, int height, int width) {

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

    /** {@return the number of pixels of one channel} */
    public long pixels() {
        return (long) height * width;
    }

    /** {@return the number of values, all channels together} */
    public long size() {
        return channels * pixels();
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

    @Override
    public String toString() {
        return channels + "×" + height + "×" + width;
    }
}
