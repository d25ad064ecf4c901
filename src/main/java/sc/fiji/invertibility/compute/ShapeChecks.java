package sc.fiji.invertibility.compute;

import java.util.List;
import sc.fiji.invertibility.filters.FilterBank;

/** Checks the sizes of what operations are given, and says what is wrong with others. */
public final class ShapeChecks {

    private ShapeChecks() {}

    static void requireAsMany(int x, int y) {
        if (x != y) throw new IllegalArgumentException("lists of equal length are needed, not of " + x + " and " + y);
    }

    /**
     * Checks that all maps are of one size.
     *
     * @param maps at least one
     * @return the size
     * @throws IllegalArgumentException if they are not
     */
    public static Shape requireOneShape(List<? extends FeatureMap> maps) {
        Shape shape = maps.get(0).shape();
        for (FeatureMap map : maps) shape.requireEqual(map.shape());
        return shape;
    }

    /**
     * Checks that the maps of each pair are of the same size.
     *
     * @param x the first of each pair
     * @param y the second of each pair
     * @throws IllegalArgumentException if they are not, or the lists differ in length
     */
    public static void requireSameShapes(List<FeatureMap> x, List<FeatureMap> y) {
        requireAsMany(x.size(), y.size());
        for (int i = 0; i < x.size(); i++)
            x.get(i).shape().requireEqual(y.get(i).shape());
    }

    /**
     * Checks that two codes are of the same size and pooling.
     *
     * @param a a code
     * @param b another
     * @throws IllegalArgumentException if they are not
     */
    public static void requireAlike(PooledCode a, PooledCode b) {
        a.unpooledShape().requireEqual(b.unpooledShape());
        if (!a.pooling().equals(b.pooling()))
            throw new IllegalArgumentException(
                    "codes of the same pooling are needed, not " + a.pooling() + " and " + b.pooling());
    }

    /**
     * Checks the sizes of parameters.
     *
     * @param bank the bank that they belong to
     * @param weights its weights
     * @param bias its bias, or null
     * @throws IllegalArgumentException if a size differs
     */
    public static void requireParameters(FilterBank bank, FeatureMap weights, FeatureMap bias) {
        ParameterShapes.weights(bank).requireEqual(weights.shape());
        if (bias != null) ParameterShapes.perChannel(bank.filters()).requireEqual(bias.shape());
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
        requireAsMany(x.size(), g.size());
        if (x.isEmpty()) throw new IllegalArgumentException("a gradient needs at least one map");
        requireOneShape(x).activations(bank).requireEqual(requireOneShape(g));
    }

    /**
     * Checks the sizes of pairs.
     *
     * @param x maps of one size, at least one
     * @param g as many of that size
     * @throws IllegalArgumentException if they are not
     */
    public static void requirePairs(List<FeatureMap> x, List<FeatureMap> g) {
        requireAsMany(x.size(), g.size());
        requireOneShape(x).requireEqual(requireOneShape(g));
    }

    /**
     * Checks that there is a value for each channel.
     *
     * @param map the size of a map
     * @param values 1×1×C
     * @throws IllegalArgumentException if there is not
     */
    public static void requireChannels(Shape map, FeatureMap values) {
        ParameterShapes.perChannel(map.channels()).requireEqual(values.shape());
    }
}
