package sc.fiji.invertibility.headless;

import sc.fiji.invertibility.command.FailureReason;

/** What the terminal is told of a problem, whatever its message looks like. */
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
