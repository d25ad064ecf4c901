package sc.fiji.invertibility.headless;

/** The message of a problem for the terminal, on one line whatever it looks like. */
final class OneLineMessage {

    private OneLineMessage() {}

    static String of(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** The message of an exception, or its type if it has none. */
    static String of(Throwable cause) {
        return of(cause.getMessage() == null ? cause.toString() : cause.getMessage());
    }
}
