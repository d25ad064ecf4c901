package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.macro.Interpreter;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.scijava.app.StatusService;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.TaskService;
import org.scijava.ui.UIService;
import org.scijava.util.VersionUtils;
import sc.fiji.invertibility.EngineChoice;
import sc.fiji.invertibility.compute.DeviceFailure;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.image.Provenance;
import sc.fiji.invertibility.weights.WeightsException;

/**
 * A command that ends in one of three ways: with its outputs; stopped by the user, silently; or refused with one
 * sentence, which is shown in a dialog or, headless, in the log, and which ends a macro. In the last two cases all
 * outputs are null.
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

    private final Set<String> warnings = new HashSet<>();

    private final EngineChoice engines = new EngineChoice(this::warn);

    /** Creates a command; SciJava sets its parameters. */
    protected InvertibilityCommand() {}

    /**
     * Does the work, and sets the outputs as its last step. If a device fails that was chosen automatically, this is
     * called a second time with Java engines.
     *
     * @param monitor receives the progress, and tells whether the user asked to stop
     * @throws IOException if a file cannot be used; its message is one sentence for the user
     * @throws IllegalArgumentException if a parameter cannot be used; its message is one sentence
     * @throws CancellationException if the monitor was cancelled
     */
    protected abstract void compute(Monitor monitor) throws IOException;

    /**
     * Checks the parameters as far as possible without the image and a device, so that what is wrong for every image is
     * reported before the first of many is opened. Nothing is checked only here.
     *
     * @throws IllegalArgumentException if a parameter cannot be used; its message is one sentence
     */
    public void checkKeys() {}

    @Override
    public final void run() {
        try {
            engines.run(this::computeOnce);
        } catch (CancellationException stopped) {
            log.info(name() + ": stopped");
            cancel(null);
            endMacro();
        } catch (WeightsException e) {
            log.debug(e);
            refuse("weights: " + e.getMessage());
        } catch (IllegalArgumentException | IOException | OutOfDeviceMemory e) {
            log.debug(e);
            refuse(e.getMessage());
        } catch (DeviceFailure e) {
            refuse("device: " + e.getMessage() + "; try again, or choose Java, which runs on every computer");
        } catch (OutOfMemoryError e) {
            refuse("not enough memory: " + e.getMessage() + ", of "
                    + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MiB; select a part of the image, or allow more under Edit > Options > Memory & Threads");
        }
    }

    private void computeOnce() throws IOException {
        try (TaskProgress progress = TaskProgress.start(name(), tasks, status, this::isCanceled)) {
            compute(progress);
        } catch (DeviceFailure e) {
            log.debug(e);
            throw e;
        }
    }

    /**
     * Warns the user, once, of something that does not stop the work.
     *
     * @param sentence what happened
     */
    protected void warn(String sentence) {
        if (warnings.add(sentence)) log.warn(sentence);
    }

    /**
     * Tells the user which of several possibilities was chosen.
     *
     * @param sentence what was done
     */
    protected void inform(String sentence) {
        log.info(sentence);
    }

    /** The engine of a device that the user chose. */
    final Engine open(String device) {
        return engines.open(device);
    }

    /** Describes what an engine runs on, for the output {@code enginename}. */
    static String kind(Engine engine) {
        return engine.device().type().equals("Java") ? "Java" : "OpenCL";
    }

    /** Begins the record of how this command processes an image. */
    final Provenance made(ImagePlus image) {
        return Provenance.empty()
                .with("made by", "CNN Invertibility " + VersionUtils.getVersion(getClass()))
                .with("command", name() + "...")
                .with("image", image.getTitle());
    }

    /** If no window shows the reason for a cancellation, the log does; a macro would continue, so it is ended. */
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
        // Aborting waits for the macro to end, and the macro waits for this command; hence another thread.
        Thread abort = new Thread(macro::abortMacro, "abort macro");
        abort.setDaemon(true);
        abort.start();
        while (!macro.done() && abort.isAlive()) Thread.onSpinWait();
    }

    /** The name in the menu, without the dots. */
    private String name() {
        Menu[] menu = getClass().getAnnotation(Plugin.class).menu();
        return menu[menu.length - 1].label().replace("...", "");
    }
}
