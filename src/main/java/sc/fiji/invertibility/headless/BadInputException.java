package sc.fiji.invertibility.headless;

/** Something the person at the keyboard can put right; its message is one sentence saying what and where. */
final class BadInputException extends Exception {

    private static final long serialVersionUID = 1L;

    BadInputException(String sentence) {
        super(sentence);
    }

    BadInputException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
