package sc.fiji.invertibility.command;

import java.util.LinkedHashMap;
import java.util.Map;

/** The parameters of a command that have no effect beside the values of the others, and why. */
public final class IneffectiveParameters {

    private final Map<String, String> reasons = new LinkedHashMap<>();

    /** Starts with none: every parameter has an effect. */
    public IneffectiveParameters() {}

    /**
     * The parameters of other kinds of filters than the chosen one. Those that a command does not have are ignored.
     *
     * @param family where the filters come from
     * @param single whether they are those of a single layer, not of a whole network
     */
    static IneffectiveParameters ofFilters(FilterFamily family, boolean single) {
        boolean imported = family == FilterFamily.IMPORTED;
        return new IneffectiveParameters()
                .when(!imported, "filters are '" + family + "'", "weights")
                .when(single && !imported, "only imported filters have layers", "layer")
                .when(single && imported, "the file determines it", "count", "size", "channels")
                .when(!single, "the network determines it", "count", "size", "channels", "stride")
                .when(family != FilterFamily.GAUSSIAN, "'" + family + "' filters are not random", "seed");
    }

    /**
     * Adds parameters.
     *
     * @param idle whether they have no effect; otherwise nothing changes
     * @param reason why, the end of a sentence
     * @param parameters the parameters
     * @return these parameters
     */
    public IneffectiveParameters when(boolean idle, String reason, String... parameters) {
        if (idle) for (String key : parameters) reasons.putIfAbsent(key, reason);
        return this;
    }

    /** Removes parameters that have an effect after all. */
    IneffectiveParameters except(String... parameters) {
        for (String key : parameters) reasons.remove(key);
        return this;
    }

    /** {@return why each parameter has no effect} */
    public Map<String, String> reasons() {
        return Map.copyOf(reasons);
    }
}
