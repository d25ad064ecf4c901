package sc.fiji.invertibility.weights;

import java.io.IOException;

/** One sentence about a weight file that cannot be used: what is wrong, where, and what was expected. */
public final class WeightsException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * States what is wrong.
     *
     * @param sentence what is wrong, where, and what was expected
     */
    public WeightsException(String sentence) {
        super(sentence);
    }

    /**
     * States what is wrong and keeps its cause for the log.
     *
     * @param sentence what is wrong, where, and what was expected
     * @param cause what brought it to light
     */
    public WeightsException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /** The same sentence, opened with the file and the format that it is about. */
    WeightsException in(String where) {
        return new WeightsException(where + ": " + getMessage(), this);
    }
}
