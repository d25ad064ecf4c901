package sc.fiji.invertibility.command;

import ij.IJ;
import ij.ImagePlus;
import ij.macro.Interpreter;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.scijava.app.StatusService;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.module.ModuleItem;
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
import sc.fiji.invertibility.dialog.Advice;
import sc.fiji.invertibility.dialog.ErrorMessage;
import sc.fiji.invertibility.image.InputImage;
import sc.fiji.invertibility.image.Provenance;
import sc.fiji.invertibility.weights.WeightsException;

/**
 * A command that ends in one of three ways, whatever happens: with its outputs; stopped by the user, silently; or refused
 * with one sentence, which the user sees in a dialog, headless in the log, and which ends a macro. In the
 * last two cases all outputs are null.
 */
public abstract class InvertibilityCommand extends ContextCommand implements Advice {

    private static final String PAGES = "https://github.com/fiji/cnn-invertibility/blob/main/docs/commands/";

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

    private Set<String> typed = Set.of();

    private boolean typedStrictly;

    /** Whether the parameters come from a dialog; and the image's title, where it is not the one that a macro would take. */
    private boolean asked;

    private String otherImage;

    private final EngineChoice engines = new EngineChoice(this::warn);

    private Throwable failure;

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
     * Checks the parameters, as far as that needs neither the image nor a device: what is wrong for every image can so be
     * told before the first of many is opened. Numbers are
     * held to the bounds that their parameters declare, also where the command has no use for them.
     *
     * @throws IllegalArgumentException if a parameter cannot be used; its message is one sentence
     */
    public void checkKeys() {
        new InputFields(this).checkBounds();
    }

    /**
     * Tells a refusal that the user can do something about from a failure of the plugin, a device or a disk.
     *
     * @return what failed, in the run before; nothing if that had its outputs, was stopped or refused
     */
    public final Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /**
     * Tells which parameters have no effect beside the values of the others.
     *
     * @return those parameters, with reasons
     * @throws IllegalArgumentException if a parameter cannot be used; its message is one sentence
     */
    protected IneffectiveParameters idleKeys() {
        return new IneffectiveParameters();
    }

    /**
     * Tells what the user typed, which is checked when the command runs.
     *
     * @param keys the parameters, in lower case
     * @param strictly whether a parameter without effect is also refused where it says what holds anyway
     */
    public final void typed(Collection<String> keys, boolean strictly) {
        typed = Set.copyOf(keys);
        typedStrictly = strictly;
    }

    /**
     * Checks all that can be checked without the image and a device, and fills in what follows from it.
     *
     * @throws IllegalArgumentException if a parameter cannot be used, or has no effect; its message is one sentence
     */
    public final void settleKeys() {
        TypedParameters keys = new TypedParameters(this, typed);
        keys.refuseUnknown();
        keys.importWhereAFileIsNamed();
        checkKeys();
        keys.refuseIdle(typedStrictly);
    }

    @Override
    public final void check() {
        settleKeys();
    }

    @Override
    public final Map<String, String> idle() {
        return idleKeys().reasons();
    }

    @Override
    public List<String> essentials() {
        return List.of();
    }

    @Override
    public Map<String, Map<String, Object>> presets() {
        return Map.of();
    }

    @Override
    public List<String> suggestions(String key) {
        return key.equals("device") ? DeviceSpeed.devices() : List.of();
    }

    @Override
    public String cost() {
        return "";
    }

    @Override
    public final String page() {
        return PAGES + name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".md";
    }

    /** {@return whether there is nothing to do without an image} */
    protected boolean needsImage() {
        return false;
    }

    /** {@return whether the output {@code reconstruction} of a small image is there at once} */
    protected boolean hasPreview() {
        return false;
    }

    /** Notes that the parameters come from a dialog, to which the user wants to return after an error. */
    final void asked(String titleOfOtherImage) {
        asked = true;
        otherImage = titleOfOtherImage;
    }

    /** The image to name in a macro, if that would take another one. */
    final Optional<String> otherImage() {
        return Optional.ofNullable(otherImage);
    }

    /** Does the work without a word; whether there are outputs. */
    final boolean quietly() {
        try {
            settleKeys();
            engines.run(() -> compute(Monitor.NONE));
            return true;
        } catch (RuntimeException | IOException | OutOfMemoryError e) {
            log.debug(e);
            return false;
        }
    }

    /** Another command of this kind, whose parameters have their defaults. */
    final InvertibilityCommand untouched() {
        try {
            return getClass().getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * {@return whether the command's last table holds measurements, which are collected with those of other runs, and not
     * a list of what there is}
     */
    protected boolean measures() {
        return true;
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
            settleKeys();
            engines.run(this::computeOnce);
            signResults();
        } catch (CancellationException | ClosedByInterruptException stopped) {
            stop();
        } catch (WeightsException e) {
            log.debug(e);
            refuse("weights: " + e.getMessage());
        } catch (IllegalArgumentException | IOException | OutOfDeviceMemory e) {
            log.debug(e);
            refuse(FailureReason.of(e));
        } catch (DeviceFailure e) {
            failure = e;
            refuse("device: " + e.getMessage() + "; try again, or choose Java, which runs on every computer");
        } catch (OutOfMemoryError e) {
            refuse("not enough memory: " + e.getMessage() + ", of "
                    + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MiB; select a part of the image, or allow more under Edit > Options > Memory & Threads");
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof ClosedByInterruptException) {
                stop();
                return;
            }
            log.debug(e);
            failure = e;
            refuse(FailureReason.of(e));
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            log.error(e);
            failure = e;
            refuse("the work failed in a way that nobody foresaw: " + FailureReason.of(e));
        }
    }

    /** Writes into the info of each image how to make it again. */
    private void signResults() {
        CommandModule module = new CommandModule(new CommandInfo(getClass()), this);
        ImagePlus source =
                module.getInfo().getInput("image") != null && module.getInput("image") instanceof ImagePlus image
                        ? image
                        : null;
        for (ModuleItem<?> output : module.getInfo().outputs())
            if (module.getOutput(output.getName()) instanceof ImagePlus result) MadeBy.write(this, result, source);
    }

    private void stop() {
        log.info(name() + ": stopped");
        cancel(null);
        endMacro();
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

    /** An image as the model takes it; what is done to it is told. */
    final InputImage input(ImagePlus image) {
        InputImage input = InputImage.of(image);
        input.remarks().forEach(this::warn);
        return input;
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
        // Who typed the parameters in a shell, or left a folder to the night, does not sit before the window.
        boolean window = hasWindow() && !typedStrictly;
        boolean dialog =
                window || ui != null && !ui.isHeadless() && !ui.getVisibleUIs().isEmpty();
        if (dialog) log.info(sentence);
        else log.error(sentence);
        // SciJava's own message would be one line wider than the screen, under the title ImageJ2.
        cancel(window ? "" : sentence);
        if (window) ErrorMessage.show(name(), sentence);
        endMacro();
        if (asked && commands != null) commands.run(getClass(), true);
    }

    /** Whether ImageJ has a window, so that a message is seen. */
    static boolean hasWindow() {
        return !GraphicsEnvironment.isHeadless() && IJ.getInstance() != null && !Interpreter.isBatchMode();
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

    /** {@return the name in the menu, without the dots} */
    @Override
    public final String name() {
        Menu[] menu = getClass().getAnnotation(Plugin.class).menu();
        return menu[menu.length - 1].label().replace("...", "");
    }
}
