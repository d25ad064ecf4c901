package sc.fiji.invertibility.headless;

/** What the terminal is told of a problem, whatever its message looks like. */
final class OneLineMessage {

    private OneLineMessage() {}

    static String of(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** The message of what was thrown, or its kind where it has none. */
    static String of(Throwable cause) {
        return of(cause.getMessage() == null ? cause.toString() : cause.getMessage());
    }
}
