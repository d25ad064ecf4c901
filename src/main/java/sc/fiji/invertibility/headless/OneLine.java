package sc.fiji.invertibility.headless;

import sc.fiji.invertibility.command.Reason;

/** What the terminal is told of a problem, whatever its message looks like. */
final class OneLine {

    private OneLine() {}

    static String of(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** Why something failed. */
    static String of(Throwable cause) {
        return of(Reason.of(cause));
    }
}
