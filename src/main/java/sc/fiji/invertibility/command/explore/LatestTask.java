package sc.fiji.invertibility.command.explore;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import sc.fiji.invertibility.compute.Monitor;

/**
 * A thread that runs only the newest of its tasks: a new task replaces one that is waiting, and stops one that is
 * running. Drafts are short and follow each other quickly; a running draft may finish, so that there is something to
 * see.
 */
final class LatestTask implements AutoCloseable {

    private final Thread thread;
    private final Runnable last;
    private final CountDownLatch ended = new CountDownLatch(1);
    private Job waiting, running;
    private boolean closed;

    /**
     * @param name the thread's name
     * @param last run before the thread ends
     */
    LatestTask(String name, Runnable last) {
        this.last = last;
        thread = new Thread(this::work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Replaces all earlier tasks.
     *
     * @param draft whether it is short and will soon be replaced
     * @param task the task; its monitor is cancelled as soon as the task is outdated
     */
    synchronized void submit(boolean draft, Consumer<Monitor> task) {
        if (closed) return;
        if (waiting != null) waiting.stale = true;
        waiting = new Job(draft, task);
        if (running != null && !(draft && running.draft)) running.stale = true;
        notifyAll();
    }

    /** Stops the running task; the thread ends soon afterwards. Does not wait for it. */
    @Override
    public synchronized void close() {
        closed = true;
        if (running != null) running.stale = true;
        notifyAll();
    }

    /** Waits until the thread has ended; {@return whether it has}. */
    boolean awaitEnd(long milliseconds) throws InterruptedException {
        return ended.await(milliseconds, TimeUnit.MILLISECONDS);
    }

    private void work() {
        try {
            for (Job job = next(); job != null; job = next()) {
                try {
                    job.task.accept(job);
                } catch (CancellationException stale) {
                    // a newer one is waiting
                }
            }
        } finally {
            last.run();
            ended.countDown();
        }
    }

    private synchronized Job next() {
        running = null;
        while (waiting == null && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                closed = true;
            }
        }
        if (closed) return null;
        running = waiting;
        waiting = null;
        return running;
    }

    private static final class Job implements Monitor {

        private final boolean draft;
        private final Consumer<Monitor> task;
        private volatile boolean stale;

        Job(boolean draft, Consumer<Monitor> task) {
            this.draft = draft;
            this.task = task;
        }

        @Override
        public void progress(double fraction, String message) {}

        @Override
        public boolean cancelled() {
            return stale;
        }
    }
}
