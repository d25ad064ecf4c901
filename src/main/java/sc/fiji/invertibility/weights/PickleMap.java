package sc.fiji.invertibility.weights;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A Python dictionary in its order. Only texts and numbers are allowed as keys, since anything else could contain the
 * map itself.
 */
final class PickleMap {

    private final Map<Object, Object> entries = new LinkedHashMap<>();
    private final ReadingBudget budget;

    PickleMap(ReadingBudget budget) {
        this.budget = budget;
    }

    void put(Object key, Object value) throws WeightsException {
        if (!(key instanceof String || key instanceof Long || key instanceof Boolean))
            throw new WeightsException("has a pickled dictionary whose key is neither a text nor a whole number");
        budget.object();
        entries.put(key, value);
    }

    Map<Object, Object> entries() {
        return entries;
    }
}
