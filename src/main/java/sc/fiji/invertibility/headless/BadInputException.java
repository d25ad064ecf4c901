package sc.fiji.invertibility.headless;

/** Something that the user can correct; the message is one sentence that says what and where. */
final class BadInputException extends Exception {

    private static final long serialVersionUID = 1L;

    BadInputException(String sentence) {
        super(sentence);
    }

    BadInputException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
