package sc.fiji.invertibility.command;

import java.util.LinkedHashMap;
import java.util.Map;

/** The keys of a command that have no effect beside the values of the others, and why. */
public final class IdleKeys {

    private final Map<String, String> reasons = new LinkedHashMap<>();

    /** Starts with none: every key has an effect. */
    public IdleKeys() {}

    /**
     * The keys of filters that say nothing of these ones. Keys that a command does not have do no harm.
     *
     * @param family where the filters come from
     * @param single whether they are those of a single layer, not of a whole network
     */
    static IdleKeys ofFilters(FilterFamily family, boolean single) {
        boolean imported = family == FilterFamily.IMPORTED;
        return new IdleKeys()
                .when(!imported, "filters are '" + family + "'", "weights")
                .when(single && !imported, "filters that are made have no layers", "layer")
                .when(single && imported, "the file tells it", "count", "size", "channels")
                .when(!single, "the network tells it", "count", "size", "channels", "stride")
                .when(family != FilterFamily.GAUSSIAN, "'" + family + "' filters are not random", "seed");
    }

    /**
     * Adds keys.
     *
     * @param idle whether they have no effect; otherwise nothing changes
     * @param reason why, the end of a sentence
     * @param keys the keys
     * @return these keys
     */
    public IdleKeys when(boolean idle, String reason, String... keys) {
        if (idle) for (String key : keys) reasons.putIfAbsent(key, reason);
        return this;
    }

    /** Takes keys out that have an effect after all. */
    IdleKeys except(String... keys) {
        for (String key : keys) reasons.remove(key);
        return this;
    }

    /** {@return why each key has no effect} */
    public Map<String, String> reasons() {
        return Map.copyOf(reasons);
    }
}
