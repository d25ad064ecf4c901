package sc.fiji.invertibility.compute.java;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;

/**
 * Runs independent pieces of work on threads that all engines of the process share. The calling thread works too, so
 * that no engine ever waits for another one's work.
 */
final class WorkerPool {

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    /** On machines with many cores, some are left free for the user interface. */
    static final int ALL = CORES <= 4 ? CORES : CORES - Math.max(1, CORES / 16);

    private static final ExecutorService HELPERS = daemons();

    private final int threads;

    WorkerPool(int threads) {
        this.threads = threads;
    }

    int threads() {
        return threads;
    }

    /** Runs body(0) … body(pieces − 1), in any order, and returns when all are done. */
    void forEach(int pieces, IntConsumer body) {
        forEach(pieces, () -> null, (none, piece) -> body.accept(piece));
    }

    /** The same, with scratch memory that each thread allocates once and then uses for all its pieces. */
    <R> void forEach(int pieces, Supplier<R> scratch, ObjIntConsumer<R> body) {
        Job<R> job = new Job<>(pieces, scratch, body, Thread.currentThread());
        for (int i = 1; i < Math.min(threads, pieces); i++) HELPERS.execute(job);
        job.run();
        job.await();
    }

    private static ExecutorService daemons() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(ALL, ALL, 30, TimeUnit.SECONDS, new SpinningQueue(), task -> {
                    Thread thread = new Thread(task, "cnn-invertibility-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** Pieces are handed out one by one; a helper that starts late finds none left. */
    private static final class Job<R> implements Runnable {

        private final int pieces;
        private final Supplier<R> scratch;
        private final ObjIntConsumer<R> body;
        private final Thread caller;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();

        Job(int pieces, Supplier<R> scratch, ObjIntConsumer<R> body, Thread caller) {
            this.pieces = pieces;
            this.scratch = scratch;
            this.body = body;
            this.caller = caller;
        }

        @Override
        public void run() {
            R own = null;
            for (int piece = next.getAndIncrement(); piece < pieces; piece = next.getAndIncrement()) {
                try {
                    if (own == null) own = scratch.get();
                    if (failure.get() == null) body.accept(own, piece);
                } catch (Throwable e) {
                    failure.compareAndSet(null, e);
                }
                if (done.incrementAndGet() == pieces) LockSupport.unpark(caller);
            }
        }

        void await() {
            SpinningQueue.watch(() -> done.get() == pieces);
            boolean interrupted = false;
            while (done.get() < pieces) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            if (interrupted) caller.interrupt();
            Throwable thrown = failure.get();
            if (thrown instanceof RuntimeException e) throw e;
            if (thrown instanceof Error e) throw e;
        }
    }
}
