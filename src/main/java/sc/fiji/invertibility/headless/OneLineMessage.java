package sc.fiji.invertibility.headless;

import sc.fiji.invertibility.command.FailureReason;

/**
 * Shortens the message of a problem, which may have many lines, to one line for the terminal. Names of files are in it
 * that somebody else may have given, with characters that a terminal obeys.
 */
final class OneLineMessage {

    private OneLineMessage() {}

    static String of(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*|\\t", " ").replaceAll("\\p{Cc}", "?");
    }

    /** Why something failed. */
    static String of(Throwable cause) {
        if (cause instanceof OutOfMemoryError) return "out of memory; JAVA_OPTS=-Xmx8g gives Java 8 GB, for example";
        return of(FailureReason.of(cause));
    }
}
