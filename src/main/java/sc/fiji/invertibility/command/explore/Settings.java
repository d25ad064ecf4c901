package sc.fiji.invertibility.command.explore;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings of the sliders.
 *
 * @param filters where the filters come from
 * @param layer one of the filters' layers; empty if they have none
 * @param count the number of filters that are made
 * @param size their width and height in pixels, odd
 * @param pool the width and height of the blocks in which max pooling keeps one activation, ≥ 1
 * @param keep the percentage of pooled units that is kept, above 0 and at most 100
 * @param iterations iterations of Algorithm 1 (for a network, of each convolution), ≥ 1
 */
record Settings(FilterChoice filters, String layer, int count, int size, int pool, double keep, int iterations) {

    /** The seed of random filters: the commands' default, so that a macro gives the same picture. */
    static final long SEED = 1;

    Settings {
        if (!filters.layers().isEmpty() && !filters.layers().contains(layer))
            throw new IllegalArgumentException(
                    "layer: expected one of " + filters.layers() + ", but got '" + layer + "'");
    }

    /** Ten iterations on all units that 2×2 pooling keeps of 64 random filters. */
    static Settings initial() {
        return new Settings(MadeFilters.GAUSSIAN, "", 64, 5, 2, 100, 10);
    }

    /** Other filters; if they have layers, those of the layer that reaches the first pooling, or of the lowest. */
    Settings withFilters(FilterChoice other) {
        return new Settings(other, other.firstLayer(), count, size, pool, keep, iterations);
    }

    Settings withLayer(String other) {
        return new Settings(filters, other, count, size, pool, keep, iterations);
    }

    Settings withCount(int other) {
        return new Settings(filters, layer, other, size, pool, keep, iterations);
    }

    Settings withSize(int other) {
        return new Settings(filters, layer, count, other, pool, keep, iterations);
    }

    Settings withPool(int other) {
        return new Settings(filters, layer, count, size, other, keep, iterations);
    }

    Settings withKeep(double other) {
        return new Settings(filters, layer, count, size, pool, other, iterations);
    }

    Settings withIterations(int other) {
        return new Settings(filters, layer, count, size, pool, keep, other);
    }

    /** The parameters of the command that makes the same images, with their values as in a macro. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>(filters.parameters(this));
        if (!filters.isNetwork()) {
            parameters.put("pool", String.valueOf(pool));
            parameters.put("keep", number(keep));
        }
        parameters.put("iterations", String.valueOf(iterations));
        if (!filters.isNetwork()) {
            parameters.put("step", "Normalised");
            parameters.put("scaling", "None");
        }
        return parameters;
    }

    /** One line that describes the filters and what is kept. */
    String describe() {
        String times = iterations == 1 ? "1 iteration" : iterations + " iterations";
        if (filters.isNetwork()) return filters.label() + ", " + layer + ", " + times;
        return filters.describe(this) + ", " + pool + "×" + pool + " pooling, " + number(keep) + " % kept, " + times;
    }

    /** A number without an empty fraction. */
    static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
