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
