package sc.fiji.invertibility.command;

import ij.IJ;
import java.util.function.BooleanSupplier;
import org.scijava.app.StatusService;
import org.scijava.task.Task;
import org.scijava.task.TaskService;
import sc.fiji.invertibility.compute.Monitor;

/**
 * Shows progress and the remaining time as a SciJava task and in the status bar; responds to the task's stop button,
 * the Escape key and an interrupted script.
 */
final class TaskProgress implements Monitor, AutoCloseable {

    private static final int STEPS = 1000;
    private static final long SHOWN_EVERY_NANOS = 100_000_000;
    /** An estimate from less than this is worth nothing. */
    private static final double TRUSTED_SECONDS = 2;

    private final Task task;
    private final StatusService status;
    private final BooleanSupplier cancelled;
    private final long start = System.nanoTime();
    private long shown = start - SHOWN_EVERY_NANOS;
    private String message;

    private TaskProgress(Task task, StatusService status, BooleanSupplier cancelled) {
        this.task = task;
        this.status = status;
        this.cancelled = cancelled;
        this.message = "";
    }

    static TaskProgress start(String name, TaskService tasks, StatusService status, BooleanSupplier cancelled) {
        IJ.resetEscape();
        Task task = tasks == null ? null : tasks.createTask(name);
        if (task != null) {
            task.setProgressMaximum(STEPS);
            task.start();
        }
        return new TaskProgress(task, status, cancelled);
    }

    @Override
    public void progress(double fraction, String news) {
        boolean changed = news != null && !news.equals(message);
        if (changed) message = news;
        long now = System.nanoTime();
        if (!changed && now - shown < SHOWN_EVERY_NANOS) return;
        shown = now;
        String line = message + remaining(fraction, (now - start) * 1e-9);
        int step = (int) Math.round(STEPS * Math.min(1, Math.max(0, fraction)));
        if (task != null) {
            task.setStatusMessage(line);
            task.setProgressValue(step);
        }
        if (status != null) status.showStatus(step, STEPS, line);
    }

    /** {@code , 2 min 5 s left}, or nothing while it is too early to tell. */
    static String remaining(double fraction, double seconds) {
        if (seconds < TRUSTED_SECONDS || fraction < 0.01 || fraction >= 1) return "";
        long left = Math.max(1, Math.round(seconds * (1 - fraction) / fraction));
        return left < 60 ? ", " + left + " s left" : ", " + left / 60 + " min " + left % 60 + " s left";
    }

    @Override
    public boolean cancelled() {
        return task != null && task.isCanceled()
                || cancelled.getAsBoolean()
                || IJ.escapePressed()
                || Thread.currentThread().isInterrupted();
    }

    @Override
    public void close() {
        if (task != null) task.finish();
        if (status != null) status.showProgress(1, 1);
    }
}
