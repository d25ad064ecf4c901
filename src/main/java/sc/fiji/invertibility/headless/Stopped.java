package sc.fiji.invertibility.headless;

import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;

/** Recognises exceptions that mean that the user wants to stop, even while a file is read. */
final class Stopped {

    static final String SENTENCE = "the command was stopped";

    private Stopped() {}

    static boolean is(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause())
            if (cause instanceof CancellationException
                    || cause instanceof InterruptedException
                    || cause instanceof ClosedByInterruptException
                    || cause instanceof InterruptedIOException) return true;
        return false;
    }
}
