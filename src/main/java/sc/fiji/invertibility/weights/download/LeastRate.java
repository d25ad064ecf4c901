package sc.fiji.invertibility.weights.download;

import java.net.http.HttpTimeoutException;
import java.time.Duration;

/**
 * How slow a server may be: one that sends a byte now and then is never silent, but would take years. Looked
 * at once in each span of time, so that a connection may falter in between.
 */
final class LeastRate {

    /** Of bytes a second: a modem's would do. */
    private static final double LEAST = 1_000;

    private final Duration span;
    private long start = System.nanoTime();
    private long bytes;

    /** Watches over spans of so long. */
    LeastRate(Duration span) {
        this.span = span;
    }

    /**
     * Takes account of bytes that have come.
     *
     * @throws HttpTimeoutException if there were too few of them in the span that is over now
     */
    void arrived(long more) throws HttpTimeoutException {
        bytes += more;
        double seconds = (System.nanoTime() - start) * 1e-9;
        if (seconds < span.toNanos() * 1e-9) return;
        if (bytes < LEAST * seconds) throw new HttpTimeoutException("too slow");
        start = System.nanoTime();
        bytes = 0;
    }
}
