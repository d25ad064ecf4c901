package sc.fiji.invertibility.compute;

/**
 * A pooled code on the heap, as it is passed to and from an engine. The arrays are not copied.
 *
 * @param values one value per unit, row-major (channel, y, x)
 * @param switches one position per unit, row-major within the whole window
 * @param unpooledShape the size of the activations before pooling
 * @param pooling the pooling that made the code
 */
public record HostCode(float[] values, int[] switches, Shape unpooledShape, Pooling pooling) {

    /**
     * Creates a code.
     *
     * @param values one value per unit, row-major (channel, y, x)
     * @param switches one position per unit, row-major within the whole window
     * @param unpooledShape the size of the activations before pooling
     * @param pooling the pooling that made the code
     */
    public HostCode {
        long units = pooling.pooledShape(unpooledShape).size();
        if (values.length != units || switches.length != units)
            throw new IllegalArgumentException("a code of " + pooling.pooledShape(unpooledShape) + " units needs "
                    + units + " values and switches, not " + values.length + " and " + switches.length);
    }

    /** {@return the size of the pooled map} */
    public Shape shape() {
        return pooling.pooledShape(unpooledShape);
    }
}
