package sc.fiji.invertibility.command;

import ij.macro.Interpreter;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.scijava.app.StatusService;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;
import org.scijava.task.TaskService;
import org.scijava.ui.UIService;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;

/**
 * A command that ends in one of three ways: with its outputs; stopped by the user, silently; or refused
 * with one sentence, which the user sees in a dialog, headless in the log, and which ends a macro. In the
 * last two cases all outputs are null.
 */
public abstract class InvertibilityCommand extends ContextCommand {

    @Parameter
    private LogService log;

    @Parameter(required = false)
    private TaskService tasks;

    @Parameter(required = false)
    private StatusService status;

    @Parameter(required = false)
    private UIService ui;

    /** Creates a command, whose parameters SciJava fills. */
    protected InvertibilityCommand() {}

    /**
     * Does the work, and sets the outputs as its last step.
     *
     * @param monitor what to tell the progress to, and where the user's wish to stop is heard
     * @throws IOException if a file cannot be used; its message is one sentence for the user
     * @throws IllegalArgumentException if a parameter cannot be used; its message is one sentence
     * @throws CancellationException if the monitor was told to stop
     */
    protected abstract void compute(Monitor monitor) throws IOException;

    @Override
    public final void run() {
        try (TaskProgress progress = TaskProgress.start(name(), tasks, status, this::isCanceled)) {
            compute(progress);
        } catch (CancellationException stopped) {
            log.info(name() + ": stopped");
            cancel(null);
            endMacro();
        } catch (IllegalArgumentException | IOException | OutOfDeviceMemory e) {
            log.debug(e);
            refuse(e.getMessage());
        } catch (OutOfMemoryError e) {
            refuse("not enough memory: " + e.getMessage() + ", of "
                    + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MiB; select a part of the image, or allow more under Edit > Options > Memory & Threads");
        }
    }

    /**
     * Tells the user something that the work goes on without.
     *
     * @param sentence what was met
     */
    protected void warn(String sentence) {
        log.warn(sentence);
    }

    /**
     * Tells the user what was done, where there was a choice.
     *
     * @param sentence what was done
     */
    protected void inform(String sentence) {
        log.info(sentence);
    }

    /** Where no window shows the reason of a cancellation, the log does; a macro would go on, so it is ended. */
    private void refuse(String sentence) {
        boolean dialog = ui != null && !ui.isHeadless() && !ui.getVisibleUIs().isEmpty();
        if (dialog) log.info(sentence);
        else log.error(sentence);
        cancel(sentence);
        endMacro();
    }

    private void endMacro() {
        Interpreter macro = Interpreter.getInstance();
        if (macro == null) return;
        // Aborting waits for the macro to end, and the macro waits for this command: so not in this thread.
        Thread abort = new Thread(macro::abortMacro, "abort macro");
        abort.setDaemon(true);
        abort.start();
        while (!macro.done() && abort.isAlive()) Thread.onSpinWait();
    }

    private String name() {
        return getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    }
}
