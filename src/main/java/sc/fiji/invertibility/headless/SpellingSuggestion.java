package sc.fiji.invertibility.headless;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses what a mistyped word was meant to be. */
final class SpellingSuggestion {

    private SpellingSuggestion() {}

    /** The candidate that needs the fewest changed letters, if these are at most a third of its length. */
    static Optional<String> nearest(String word, Collection<String> candidates) {
        return candidates.stream()
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .filter(candidate -> distance(word, candidate) <= Math.max(1, candidate.length() / 3));
    }

    /** {@code " (did you mean 'X'?)"}, or nothing if no candidate is close. */
    static String hint(String word, Collection<String> candidates) {
        return nearest(word, candidates)
                .map(candidate -> " (did you mean '" + candidate + "'?)")
                .orElse("");
    }

    /**
     * The number of letters to insert, delete, replace or swap with their neighbour to turn one word into the other,
     * ignoring case.
     */
    private static int distance(String from, String to) {
        String a = from.toLowerCase(Locale.ROOT);
        String b = to.toLowerCase(Locale.ROOT);
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int replaced = steps[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                steps[i][j] = Math.min(replaced, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1))
                    steps[i][j] = Math.min(steps[i][j], steps[i - 2][j - 2] + 1);
            }
        }
        return steps[a.length()][b.length()];
    }
}
