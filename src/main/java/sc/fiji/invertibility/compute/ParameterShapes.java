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

    static void require(FilterBank bank, FeatureMap weights, FeatureMap bias) {
        weights(bank).requireEqual(weights.shape());
        if (bias != null) perChannel(bank.filters()).requireEqual(bias.shape());
    }

    static void requireGradient(FilterBank bank, List<FeatureMap> x, List<FeatureMap> g) {
        ListChecks.requireAsMany(x.size(), g.size());
        if (x.isEmpty()) throw new IllegalArgumentException("a gradient needs at least one map");
        ListChecks.requireOneShape(x).activations(bank).requireEqual(ListChecks.requireOneShape(g));
    }

    static void requireChannels(Shape map, FeatureMap values) {
        perChannel(map.channels()).requireEqual(values.shape());
    }
}
