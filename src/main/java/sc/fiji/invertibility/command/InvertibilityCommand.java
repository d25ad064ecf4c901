package sc.fiji.invertibility.command;

import ij.IJ;
import ij.ImagePlus;
import ij.macro.Interpreter;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.scijava.app.StatusService;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.log.LogService;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.Parameter;
import org.scijava.task.TaskService;
import org.scijava.ui.UIService;
import org.scijava.util.VersionUtils;
import sc.fiji.invertibility.EngineChoice;
import sc.fiji.invertibility.compute.DeviceFailure;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.dialog.ErrorMessage;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.UselessFilters;
import sc.fiji.invertibility.image.InputImage;
import sc.fiji.invertibility.image.Provenance;
import sc.fiji.invertibility.image.WorkedRectangle;

/**
 * A command that ends in one of three ways, whatever happens: with its outputs; stopped by the user, silently; or
 * refused with one sentence, which appears in a dialog or, without windows, in the log, and which ends a macro. In the
 * last two cases all outputs are null.
 */
public abstract class InvertibilityCommand extends ParameterisedCommand {

    @Parameter
    private LogService log;

    @Parameter(required = false)
    private TaskService tasks;

    @Parameter(required = false)
    private StatusService status;

    @Parameter(required = false)
    private UIService ui;

    @Parameter(required = false)
    private CommandService commands;

    private final Set<String> warnings = new HashSet<>();

    /** Whether the parameters come from a dialog. */
    private boolean asked;

    private boolean partOfAnother;

    /** The title of the image that was chosen in the dialog, if it is not the one that a macro would take. */
    private String otherImage;

    private final EngineChoice engines = new EngineChoice(this::warn);

    private Throwable failure;

    /** What of the image is taken, if it is not the whole. */
    private WorkedRectangle worked;

    /** Creates a command, whose parameters SciJava fills. */
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
     * {@return what failed in the last run: the plugin, a device or a disk; empty if the run has its outputs, or was
     * stopped or refused} A parameter or file that was refused, which the user can change, is no failure.
     */
    public final Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** Notes that the parameters come from a dialog, to which the user wants to return after an error. */
    final void asked(String titleOfOtherImage) {
        asked = true;
        otherImage = titleOfOtherImage;
    }

    /** Notes that another command runs this one, and is what a macro names. */
    final void partOfAnother() {
        partOfAnother = true;
    }

    final boolean isPartOfAnother() {
        return partOfAnother;
    }

    /** The image to name in a macro, if that would take another one. */
    final Optional<String> otherImage() {
        return Optional.ofNullable(otherImage);
    }

    /** Does the work without messages and progress; returns whether there are outputs. */
    final boolean runSilently() {
        try {
            settleParameters();
            engines.run(() -> compute(Monitor.NONE));
            return true;
        } catch (RuntimeException | IOException | OutOfMemoryError e) {
            log.debug(e);
            return false;
        }
    }

    @Override
    public final void run() {
        failure = null;
        ProtectedImages held = ProtectedImages.of(new InputFields(this).images());
        try {
            runHeld();
        } finally {
            held.release();
        }
    }

    private void runHeld() {
        try {
            settleParameters();
            engines.run(this::computeOnce);
            signResults();
        } catch (CancellationException | ClosedByInterruptException stopped) {
            stop();
        } catch (IllegalArgumentException | IOException | OutOfDeviceMemory e) {
            log.debug(e);
            refuse(FailureReason.sentence(e));
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof ClosedByInterruptException) {
                stop();
                return;
            }
            log.debug(e);
            fail(e);
        } catch (DeviceFailure e) {
            fail(e);
        } catch (OutOfMemoryError e) {
            refuse(FailureReason.sentence(e));
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            log.error(e);
            fail(e);
        }
    }

    private void fail(Throwable cause) {
        failure = cause;
        refuse(FailureReason.sentence(cause));
    }

    /** Writes into the info of each image how to make it again. */
    private void signResults() {
        CommandModule module = new CommandModule(new CommandInfo(getClass()), this);
        ImagePlus source = ImageJOutputs.source(module);
        for (ModuleItem<?> output : module.getInfo().outputs())
            if (module.getOutput(output.getName()) instanceof ImagePlus result)
                MadeBy.write(this, result, source, worked);
    }

    private void stop() {
        log.info(name() + ": stopped");
        cancel(null);
        if (asked) MacroRecording.forget();
        RunningMacro.end();
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

    @Override
    protected void inform(String sentence) {
        log.info(sentence);
    }

    /** Tells how far the work is, in a line that stays readable where progress is not seen in place. */
    final void announce(String line) {
        if (status != null) status.showStatus(line);
    }

    /** An image as the model takes it; the user is told what is done to it. */
    final InputImage input(ImagePlus image) {
        InputImage input = InputImage.of(image);
        worked = WorkedRectangle.of(input).orElse(null);
        input.remarks().forEach(this::warn);
        return input;
    }

    /** Warns, for a result that a user may take for one of an image. */
    final void warnOfConstant(Optional<String> sentence) {
        sentence.ifPresent(same -> warn(same + ", so that the result tells of the filters and of the borders alone"));
    }

    /** Warns of filters that are zero or repeated, as imported ones may be. */
    final void warnOfUseless(FilterBank bank, String layer) {
        UselessFilters.in(bank).sentence(layer).ifPresent(this::warn);
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

    /**
     * If no window shows the reason for a cancellation, the log does; a macro would continue, and is therefore ended.
     */
    private void refuse(String sentence) {
        // Nobody looks at the window if the parameters were typed in a shell, or a whole folder is processed.
        boolean window = hasWindow() && !typedStrictly();
        boolean dialog =
                window || ui != null && !ui.isHeadless() && !ui.getVisibleUIs().isEmpty();
        if (dialog) log.info(sentence);
        else log.error(sentence);
        // SciJava's own message would be one line wider than the screen, under the title ImageJ2.
        cancel(window ? "" : sentence);
        if (window) ErrorMessage.show(name(), sentence);
        RunningMacro.end();
        if (!asked) return;
        MacroRecording.forget();
        if (commands != null) commands.run(getClass(), true);
    }

    /** Whether ImageJ has a window, so that a message is seen. */
    static boolean hasWindow() {
        return !GraphicsEnvironment.isHeadless() && IJ.getInstance() != null && !Interpreter.isBatchMode();
    }
}
