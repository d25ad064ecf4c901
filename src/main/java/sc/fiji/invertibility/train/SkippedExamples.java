package sc.fiji.invertibility.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which examples could not be used, and why. Safe for use by several threads. */
public final class SkippedExamples {

    private final Map<Integer, String> reasons = Collections.synchronizedMap(new TreeMap<>());

    /** Creates an empty list. */
    public SkippedExamples() {}

    void add(int index, String reason) {
        reasons.putIfAbsent(index, reason);
    }

    /** {@return whether an example was skipped before, and need not be read again} */
    boolean contains(int index) {
        return reasons.containsKey(index);
    }

    /** {@return how many were skipped so far} */
    public int count() {
        return reasons.size();
    }

    /** {@return a sentence for each, in the order of the source} */
    public List<String> reasons() {
        synchronized (reasons) {
            return new ArrayList<>(reasons.values());
        }
    }
}
