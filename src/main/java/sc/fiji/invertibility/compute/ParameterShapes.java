package sc.fiji.invertibility.compute;

import java.util.List;
import sc.fiji.invertibility.filters.FilterBank;

/** The sizes of parameters on a device, and what is said about others. */
public final class ParameterShapes {

    private ParameterShapes() {}

    /**
     * Returns the size of a bank's weights.
     *
     * @param bank the bank
     * @return 1×K×(M/groups·ℓy·ℓx)
     */
    public static Shape weights(FilterBank bank) {
        return new Shape(1, bank.filters(), bank.filterChannels() * bank.height() * bank.width());
    }

    /**
     * Returns the size of a value for each channel.
     *
     * @param channels C ≥ 1
     * @return 1×1×C
     */
    public static Shape perChannel(int channels) {
        return new Shape(1, 1, channels);
    }

    /**
     * Checks the sizes of parameters.
     *
     * @param bank the bank that they belong to
     * @param weights its weights
     * @param bias its bias, or null
     * @throws IllegalArgumentException if a size differs
     */
    public static void require(FilterBank bank, FeatureMap weights, FeatureMap bias) {
        weights(bank).requireEqual(weights.shape());
        if (bias != null) perChannel(bank.filters()).requireEqual(bias.shape());
    }

    /**
     * Checks the sizes of what a filter gradient is computed of.
     *
     * @param bank the bank
     * @param x its inputs
     * @param g gradients with respect to its activations
     * @throws IllegalArgumentException if the lists are empty or differ in length, or a size does not fit
     */
    public static void requireGradient(FilterBank bank, List<FeatureMap> x, List<FeatureMap> g) {
        ListChecks.requireAsMany(x.size(), g.size());
        if (x.isEmpty()) throw new IllegalArgumentException("a gradient needs at least one map");
        ListChecks.requireOneShape(x).activations(bank).requireEqual(ListChecks.requireOneShape(g));
    }

    /**
     * Checks the sizes of pairs.
     *
     * @param x maps of one size, at least one
     * @param g as many of that size
     * @throws IllegalArgumentException if they are not
     */
    public static void requirePairs(List<FeatureMap> x, List<FeatureMap> g) {
        ListChecks.requireAsMany(x.size(), g.size());
        ListChecks.requireOneShape(x).requireEqual(ListChecks.requireOneShape(g));
    }

    /**
     * Checks that there is a value for each channel.
     *
     * @param map the size of a map
     * @param values 1×1×C
     * @throws IllegalArgumentException if there is not
     */
    public static void requireChannels(Shape map, FeatureMap values) {
        perChannel(map.channels()).requireEqual(values.shape());
    }
}
