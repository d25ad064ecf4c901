package sc.fiji.invertibility.compute;

/**
 * A pooled code on the heap as the list of its non-zeros, which takes less memory than a {@link HostCode} and less time
 * to upload to a device. The arrays are not copied.
 *
 * @param units the units that are not zero, in ascending order; the others have the switch 0
 * @param unpooledShape the size of the activations before pooling
 * @param pooling the pooling that made the code
 */
public record SparseCode(UnitList units, Shape unpooledShape, Pooling pooling) {

    /**
     * Creates a code.
     *
     * @param units the units that are not zero, in ascending order
     * @param unpooledShape the size of the activations before pooling
     * @param pooling the pooling that made the code
     * @throws IllegalArgumentException if the units do not ascend, or one lies outside the code
     */
    public SparseCode {
        long count = pooling.pooledShape(unpooledShape).size();
        int last = -1;
        for (int index : units.indices()) {
            if (index <= last || index >= count)
                throw new IllegalArgumentException("the units of a code of " + count + " must ascend from 0 to "
                        + (count - 1) + ", but " + index + " follows " + last);
            last = index;
        }
    }

    /**
     * Lists the units of a code that are not zero.
     *
     * @param code the code
     * @return the same code as a list
     */
    public static SparseCode of(HostCode code) {
        UnitList units = UnitList.within(new Bracket(0, Float.POSITIVE_INFINITY), code);
        return new SparseCode(units, code.unpooledShape(), code.pooling());
    }

    /** {@return the size of the pooled map} */
    public Shape shape() {
        return pooling.pooledShape(unpooledShape);
    }

    /** {@return the same code, with its zeros} */
    public HostCode dense() {
        float[] values = new float[Math.toIntExact(shape().size())];
        int[] switches = new int[values.length];
        for (int i = 0; i < units.size(); i++) {
            int unit = units.indices()[i];
            values[unit] = units.values()[i];
            switches[unit] = units.switches()[i];
        }
        return new HostCode(values, switches, unpooledShape, pooling);
    }
}
