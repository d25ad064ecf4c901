package sc.fiji.invertibility.classify;

import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.Padding;

/**
 * A layer with known filters: convolution, ReLU, max pooling. Batch normalisation with fixed statistics is part of the
 * filters: (Wx − mean)·scale + shift has filters scale·W and the bias shift − scale·mean.
 *
 * @param bank W with its bias, stride 1, padding that keeps the size
 * @param pool the side of the max pooling's windows in pixels; 1 for none
 */
public record FilterLayer(FilterBank bank, int pool) {

    /**
     * Checks that the layer keeps the size of a map but for its pooling.
     *
     * @param bank W with its bias, stride 1, padding that keeps the size
     * @param pool the side of the max pooling's windows in pixels; 1 for none
     */
    public FilterLayer {
        boolean odd = bank.height() % 2 == 1 && bank.width() % 2 == 1;
        if (!odd || bank.stride() != 1 || !bank.padding().equals(Padding.same(bank.height(), bank.width())))
            throw new IllegalArgumentException(
                    "a classifier needs filters that keep the size of their input, not " + bank);
        if (pool < 1) throw new IllegalArgumentException("expected pooling of at least 1 pixel, but got " + pool);
    }

    /** {@return the max pooling; incomplete windows are left out} */
    Pooling pooling() {
        return new Pooling(pool, pool, false, Pooling.Selection.LARGEST);
    }

    /**
     * Returns this layer with another batch normalisation in front of its ReLU.
     *
     * @param scale a factor for each filter's activations
     * @param shift what is added to them then
     * @return the changed layer
     */
    FilterLayer scaled(double[] scale, double[] shift) {
        float[] weights = bank.weights(), bias = bank.bias();
        int length = weights.length / bank.filters();
        for (int k = 0; k < bank.filters(); k++) {
            for (int i = k * length; i < (k + 1) * length; i++) weights[i] = (float) (weights[i] * scale[k]);
            bias[k] = (float) (bias[k] * scale[k] + shift[k]);
        }
        FilterBank changed = FilterBank.of(weights, bank.filters(), bank.filterChannels(), bank.height(), bank.width());
        return new FilterLayer(
                changed.withGroups(bank.groups()).withPadding(bank.padding()).withBias(bias), pool);
    }
}
