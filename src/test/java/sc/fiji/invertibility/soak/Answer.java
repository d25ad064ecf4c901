package sc.fiji.invertibility.soak;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How a line was answered.
 *
 * @param exit the exit status
 * @param err the lines on standard error
 */
record Answer(int exit, List<String> err) {

    /** What a sentence never says. */
    private static final Pattern UNCLEAR = Pattern.compile(
            "Exception|nobody foresaw|\\bnull\\b|Input length|^error: ?$|^error: /|\\b0x[0-9a-f]{6,}|\tat ");

    /** In what way: one of the three. */
    enum Kind {
        DONE,
        REFUSED,
        STOPPED,
        /** None of the three. */
        WRONG
    }

    Kind kind() {
        List<String> sentences =
                err.stream().filter(line -> !line.startsWith("warning: ")).toList();
        if (sentences.stream().anyMatch(UNCLEAR.asPredicate())) return Kind.WRONG;
        if (exit == 0) return sentences.isEmpty() ? Kind.DONE : Kind.WRONG;
        // A batch names each image that failed, and a folder's skipped ones are warnings.
        if (sentences.isEmpty() || !sentences.stream().allMatch(line -> line.matches("(\\d+/\\d+ .*: )?error: .+")))
            return Kind.WRONG;
        boolean stopped = sentences.stream()
                .anyMatch(line -> line.endsWith("the command was stopped")
                        || line.endsWith("interrupted")
                        || line.contains("it takes longer than patience="));
        if (stopped) return Kind.STOPPED;
        // A batch of which some images failed ends with 3.
        return exit == 2 || exit == 3 ? Kind.REFUSED : Kind.WRONG;
    }
}
