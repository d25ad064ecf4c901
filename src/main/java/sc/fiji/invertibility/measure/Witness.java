package sc.fiji.invertibility.measure;

import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * A sparse code z whose ‖Wᵀz‖²/‖z‖² proves a lower bound of the model-RIP's δ. Anyone can check it: the bound follows
 * from the filters and this list alone.
 *
 * @param codes the size of z, K×n×n
 * @param support the positions of the non-zeros, row-major (filter, y, x), ascending
 * @param values the value at each
 */
public record Witness(Shape codes, int[] support, float[] values) {

    /**
     * Creates a witness.
     *
     * @param codes the size of z, K×n×n
     * @param support the positions of the non-zeros, ascending
     * @param values the value at each
     */
    public Witness {
        if (support.length != values.length || support.length == 0)
            throw new IllegalArgumentException(
                    "a witness needs a value for each position, not " + values.length + " for " + support.length);
    }

    static Witness of(Shape codes, int[] support, double[] values) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < rounded.length; i++) rounded[i] = (float) values[i];
        return new Witness(codes, support, rounded);
    }

    /** {@return the filter of the i-th non-zero}
     *
     * @param i from 0
     */
    public int filter(int i) {
        return (int) (support[i] / codes.pixels());
    }

    /** {@return the row of the i-th non-zero in the filter's map}
     *
     * @param i from 0
     */
    public int row(int i) {
        return support[i] / codes.width() % codes.height();
    }

    /** {@return the column of the i-th non-zero in the filter's map}
     *
     * @param i from 0
     */
    public int column(int i) {
        return support[i] % codes.width();
    }

    /**
     * Computes ‖Wᵀz‖²/‖z‖² from the definition, in double precision.
     *
     * @param bank W; its bias is ignored
     * @param height rows of x
     * @param width columns of x
     * @return the ratio, a value between the smallest and the largest eigenvalue of W_ΩW_Ωᵀ
     */
    public double ratio(FilterBank bank, int height, int width) {
        double[] x = new double[Math.toIntExact((long) bank.channels() * height * width)];
        double squares = 0;
        float[] weights = bank.weights();
        for (int i = 0; i < support.length; i++) {
            squares += (double) values[i] * values[i];
            add(bank, weights, i, x, height, width);
        }
        double signal = 0;
        for (double value : x) signal += value * value;
        return signal / squares;
    }

    private void add(FilterBank bank, float[] weights, int i, double[] x, int height, int width) {
        int filter = filter(i), channels = bank.filterChannels();
        int first = (int) ((long) filter * bank.groups() / bank.filters()) * channels;
        int top = row(i) * bank.stride() - bank.padding().y();
        int left = column(i) * bank.stride() - bank.padding().x();
        int tap = filter * channels * bank.height() * bank.width();
        for (int m = 0; m < channels; m++)
            for (int y = top; y < top + bank.height(); y++)
                for (int column = left; column < left + bank.width(); column++, tap++)
                    if (y >= 0 && y < height && column >= 0 && column < width)
                        x[((first + m) * height + y) * width + column] += (double) weights[tap] * values[i];
    }
}
