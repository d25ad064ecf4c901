package sc.fiji.invertibility.filters;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The filters of a bank that add nothing to it, as pruned and damaged networks have them: zeros, whose angle to another
 * filter is undefined and counts as a right one, and repetitions of others, with which the coherence is 1.
 *
 * @param zeros the indices of filters that are zero, from 0
 * @param repeated the indices of filters that equal an earlier one which sees the same channels
 * @param originals the indices of those, one for each of the repeated ones
 */
public record UselessFilters(List<Integer> zeros, List<Integer> repeated, List<Integer> originals) {

    /** So many are listed; the others are counted. */
    private static final int LISTED = 6;

    /**
     * Copies the lists.
     *
     * @param zeros the indices of filters that are zero
     * @param repeated the indices of filters that equal an earlier one
     * @param originals the indices of those
     */
    public UselessFilters {
        zeros = List.copyOf(zeros);
        repeated = List.copyOf(repeated);
        originals = List.copyOf(originals);
    }

    /**
     * Looks for them.
     *
     * @param bank the filters, of any norms; those that differ in norm alone are not the same
     * @return what was found
     */
    public static UselessFilters in(FilterBank bank) {
        List<Integer> zeros = new ArrayList<>(), repeated = new ArrayList<>(), originals = new ArrayList<>();
        float[] weights = bank.weights();
        int length = weights.length / bank.filters(), perGroup = bank.filters() / bank.groups();
        Map<FloatBuffer, Integer> seen = new HashMap<>();
        for (int k = 0; k < bank.filters(); k++) {
            if (k % perGroup == 0) seen.clear();
            // A buffer is equal to another one with the same numbers, and is no copy of them.
            FloatBuffer filter = FloatBuffer.wrap(weights, k * length, length);
            if (isZero(weights, k * length, length)) zeros.add(k);
            else {
                Integer first = seen.putIfAbsent(filter, k);
                if (first == null) continue;
                repeated.add(k);
                originals.add(first);
            }
        }
        return new UselessFilters(zeros, repeated, originals);
    }

    private static boolean isZero(float[] weights, int from, int length) {
        for (int i = from; i < from + length; i++) if (weights[i] != 0) return false;
        return true;
    }

    /**
     * Says which they are.
     *
     * @param layer the name of the layer
     * @return one sentence for the user, whose filters have numbers from 1; empty if there are none
     */
    public Optional<String> sentence(String layer) {
        List<String> parts = new ArrayList<>();
        if (!zeros.isEmpty())
            parts.add(numbers(zeros) + (zeros.size() == 1 ? " is" : " are")
                    + " zero, without an angle to others, so that 0 is taken as the inner product");
        if (!repeated.isEmpty()) {
            Set<Integer> first = new HashSet<>(originals);
            parts.add(numbers(repeated)
                    + (repeated.size() == 1 ? " is the same as " : " are the same as ")
                    + numbers(first.stream().sorted().toList()) + ", with which the coherence is 1");
        }
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of("weights: of " + layer + ", " + String.join("; ", parts));
    }

    private static String numbers(List<Integer> indices) {
        String listed = indices.stream().limit(LISTED).map(k -> "" + (k + 1)).collect(Collectors.joining(", "));
        int more = indices.size() - LISTED;
        return (indices.size() == 1 ? "filter " : "filters ") + listed + (more > 0 ? " and " + more + " more" : "");
    }
}
