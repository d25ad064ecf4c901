package sc.fiji.invertibility.image;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How long the work on one image may take, so that one bad file does not stop a night's work on all. Work that takes
 * longer is interrupted, which commands and measurements hear as a wish to stop; what does not hear it, a reader in an
 * endless loop for example, is left to itself, in a thread that does not keep Java from ending.
 *
 * @param limit the time, above 0
 */
public record TimeLimit(Duration limit) {

    /** An hour: much longer than most images need, and much shorter than a night. */
    public static final TimeLimit DEFAULT = ofSeconds(3600);

    /** As long as it takes, for work that somebody waits for who can stop it. */
    public static final TimeLimit NONE = new TimeLimit(Duration.ofNanos(Long.MAX_VALUE));

    private static final long GRACE_MILLISECONDS = 5000;

    /**
     * Checks the limit.
     *
     * @param limit the time, above 0
     */
    public TimeLimit {
        if (limit.isNegative() || limit.isZero())
            throw new IllegalArgumentException("patience: expected a number of seconds above 0");
    }

    /**
     * A limit in seconds.
     *
     * @param seconds above 0
     * @return the limit
     * @throws IllegalArgumentException if there is no time at all
     */
    public static TimeLimit ofSeconds(double seconds) {
        if (!(seconds > 0 && seconds <= Integer.MAX_VALUE))
            throw new IllegalArgumentException("patience: expected a number of seconds above 0, but got " + seconds);
        return new TimeLimit(Duration.ofNanos(Math.max(1, (long) (1e9 * seconds))));
    }

    /** What took too long. */
    public static final class LostException extends Exception {

        private static final long serialVersionUID = 1L;

        private LostException(Duration limit) {
            super("it takes longer than patience=" + seconds(limit) + " seconds");
        }

        private static String seconds(Duration limit) {
            double seconds = limit.toNanos() / 1e9;
            return seconds == Math.rint(seconds) ? Long.toString((long) seconds) : Double.toString(seconds);
        }
    }

    /**
     * Does some work, in a thread of its own if there is a limit, and waits for it.
     *
     * @param <T> what the work results in
     * @param work what is done; it learns from {@link Thread#isInterrupted} that the time is over
     * @return the work's result
     * @throws LostException if the work takes too long; its message is a sentence without the image's name
     * @throws CancellationException if the waiting thread is interrupted
     * @throws Exception what the work throws
     */
    public <T> T wait(Callable<T> work) throws LostException, Exception {
        return wait(0, work);
    }

    /**
     * The same for a part of the work.
     *
     * @param <T> what the part results in
     * @param used the nanoseconds that the parts before took
     * @param work what is done
     * @return the part's result
     * @throws LostException if all parts together take too long
     * @throws CancellationException if the waiting thread is interrupted
     * @throws Exception what the work throws
     */
    public <T> T wait(long used, Callable<T> work) throws LostException, Exception {
        if (equals(NONE)) return work.call();
        FutureTask<T> task = new FutureTask<>(work);
        Thread worker = new Thread(task, "work on an image");
        worker.setDaemon(true);
        worker.start();
        try {
            return task.get(Math.max(0, limit.toNanos() - used), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            stop(worker);
            throw new LostException(limit);
        } catch (InterruptedException stopped) {
            stop(worker);
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Error error) throw error;
            throw (Exception) failed.getCause();
        }
    }

    private static void stop(Thread worker) {
        worker.interrupt();
        try {
            worker.join(GRACE_MILLISECONDS);
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
        }
    }
}
