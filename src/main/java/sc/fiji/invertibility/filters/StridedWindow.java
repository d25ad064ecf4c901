package sc.fiji.invertibility.filters;

/**
 * How a layer's outputs are placed on its input along one axis: output i sees the {@code size} inputs from i·stride −
 * padding on.
 *
 * @param size inputs that an output sees, ≥ 1
 * @param stride distance between the windows of two outputs, ≥ 1
 * @param padding zeros added before the first and after the last input, ≥ 0
 * @param partial whether the last output may see fewer inputs at the end of the axis
 */
public record StridedWindow(int size, int stride, int padding, boolean partial) {

    /** Each output sees only its own input. */
    public static final StridedWindow POINT = new StridedWindow(1, 1, 0, false);

    /**
     * Returns the number of outputs.
     *
     * @param length inputs along the axis
     * @return outputs along the axis, 0 if the window does not fit
     */
    public int outputs(int length) {
        if (length < 1) return 0;
        int slack = length + 2 * padding - size;
        if (partial) return slack <= 0 ? 1 : (slack + stride - 1) / stride + 1;
        return slack < 0 ? 0 : slack / stride + 1;
    }

    /**
     * Returns where an output's window begins.
     *
     * @param output the index of the output, from 0
     * @return the first input that it sees, negative in the padding
     */
    public int start(int output) {
        return output * stride - padding;
    }

    /**
     * Returns the inputs that some outputs are computed from. Those of neighbouring spans overlap by the halo.
     *
     * @param outputs at least one output
     * @return the inputs that they see, possibly beyond the axis
     */
    public Span inputs(Span outputs) {
        return new Span(start(outputs.from()), start(outputs.to() - 1) + size);
    }

    /**
     * Returns the shortest axis that yields a number of outputs.
     *
     * @param outputs the number of outputs, ≥ 1
     * @return the smallest number of inputs that yields so many, ≥ 1
     */
    public int fewestInputs(int outputs) {
        if (partial && outputs == 1) return 1;
        int whole = (outputs - 1) * stride + size - 2 * padding;
        return Math.max(1, partial ? whole - Math.min(size, stride) + 1 : whole);
    }
}
