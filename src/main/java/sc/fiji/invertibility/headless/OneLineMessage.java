package sc.fiji.invertibility.headless;

import sc.fiji.invertibility.command.FailureReason;

/** Shortens the message of a problem, which may have many lines, to one line for the terminal. */
final class OneLineMessage {

    private OneLineMessage() {}

    static String of(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** Why something failed. */
    static String of(Throwable cause) {
        return of(FailureReason.of(cause));
    }
}
