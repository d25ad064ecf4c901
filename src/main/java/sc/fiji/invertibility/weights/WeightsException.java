package sc.fiji.invertibility.weights;

import java.io.IOException;

/** One sentence about a weight file that cannot be used: what is wrong, where, and what was expected. */
public final class WeightsException extends IOException {

    private static final long serialVersionUID = 1L;
    private static final int MAX_LENGTH = 3_000;

    /**
     * States what is wrong.
     *
     * @param sentence what is wrong, where, and what was expected
     */
    public WeightsException(String sentence) {
        super(oneLine(sentence));
    }

    /**
     * States what is wrong and keeps its cause for the log.
     *
     * @param sentence what is wrong, where, and what was expected
     * @param cause the underlying error
     */
    public WeightsException(String sentence, Throwable cause) {
        super(oneLine(sentence), cause);
    }

    /** Names come from the file unchanged: control characters in them must not break the line. */
    private static String oneLine(String sentence) {
        String shown = sentence.length() <= MAX_LENGTH ? sentence : sentence.substring(0, MAX_LENGTH) + "…";
        return shown.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", "?");
    }

    /** The same sentence, preceded by the file and the format that it is about. */
    WeightsException in(String where) {
        return new WeightsException(where + ": " + getMessage(), this);
    }
}
