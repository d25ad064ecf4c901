package sc.fiji.invertibility.command;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import java.io.File;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.dialog.ImageChoice;
import sc.fiji.invertibility.dialog.ValueReader;
import sc.fiji.invertibility.image.WorkedRectangle;

/**
 * Makes a result again: the same command with the same parameters, on the image that the result was made of. The name
 * must not begin with "Repeat": ImageJ's menu runs the last command in place of any that does.
 */
@Plugin(
        type = Command.class,
        headless = true,
        menu = {@Menu(label = "Plugins"), @Menu(label = "CNN Invertibility"), @Menu(label = "Make Again...", weight = 6)
        },
        description =
                "Runs again the command that made the active image, with the same values, on the image from which it"
                        + " was made.")
public class MakeAgain extends InvertibilityCommand {

    @Parameter(
            persist = false,
            required = false,
            label = "Image",
            description = "A result: an image that a command of this plugin made, also one that was saved as TIFF.")
    private ImagePlus image = WindowManager.getTempCurrentImage();

    @Parameter
    private CommandService service;

    @Parameter
    private ModuleService modules;

    private Map<String, Object> outputs = Map.of();

    /** Creates the command, whose parameters SciJava fills. */
    public MakeAgain() {}

    /** What the repeated command gave. */
    Map<String, Object> outputs() {
        return outputs;
    }

    @Override
    protected void compute(Monitor monitor) throws IOException {
        if (image == null) throw new IllegalArgumentException("image: no image is open, and none is given");
        MadeBy made = MadeBy.of(image)
                .orElseThrow(() -> new IllegalArgumentException("image: the info of '" + image.getTitle()
                        + "' does not say how it was made, expected a result of this plugin"));
        CommandInfo info = command(made.command());
        Map<String, Object> inputs = new LinkedHashMap<>();
        made.values(info).forEach((key, text) -> inputs.put(key, ValueReader.read(info.getInput(key), text)));
        for (Map.Entry<String, Object> input : inputs.entrySet()) requireNothingReplaced(info, input);
        settle(info, inputs);
        if (info.getInput("image") == null) {
            run(info, inputs);
            return;
        }
        ImagePlus source = source(made);
        if (made.part().isPresent() && !made.part().get().isWithin(source))
            throw new IllegalArgumentException(
                    "image: '" + image.getTitle() + "' was made of a part of '" + source.getTitle()
                            + "' that this does not have: " + made.part().get().text());
        made.plane().ifPresent(plane -> plane.show(source));
        inputs.put("image", source);
        Roi selected = source.getRoi();
        source.setRoi(made.part().map(WorkedRectangle::selection).orElse(null));
        try {
            run(info, inputs);
        } finally {
            source.setRoi(selected);
        }
    }

    /** What the info does not name has no effect; nobody is asked for it. */
    private static void settle(CommandInfo info, Map<String, Object> inputs) {
        CommandModule filled = AskedParameters.filled(info, inputs);
        for (ModuleItem<?> item : CommandInputs.of(info))
            if (MacroRecording.isKey(item)) inputs.put(item.getName(), filled.getInput(item.getName()));
    }

    private void run(CommandInfo info, Map<String, Object> inputs) {
        try {
            CommandModule module = AskedParameters.filled(info, Map.of());
            ((InvertibilityCommand) module.getDelegateObject()).partOfAnother();
            modules.run(module, true, inputs).get();
            MacroRecording.begin(new CommandInfo(getClass()));
            if (module.isCanceled()) throw new CancellationException();
            outputs = module.getOutputs();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private CommandInfo command(String name) {
        for (CommandInfo info : service.getCommands())
            if (info.getMenuPath().getLeaf() != null
                    && info.getMenuPath().getLeaf().getName().equals(name)
                    && OwnCommands.include(info)
                    && makesImages(info)) return info;
        throw new IllegalArgumentException(
                "image: there is no command '" + name + "' in this version that makes images");
    }

    private static boolean makesImages(CommandInfo info) {
        for (ModuleItem<?> output : info.outputs()) if (ImagePlus.class.isAssignableFrom(output.getType())) return true;
        return false;
    }

    /** The info of an image comes with its file, from whoever made that; nobody looks at it before it runs. */
    private void requireNothingReplaced(CommandInfo info, Map.Entry<String, Object> input) {
        boolean written =
                FileWidget.SAVE_STYLE.equals(info.getInput(input.getKey()).getWidgetStyle());
        if (written && input.getValue() instanceof File file && file.exists())
            throw new IllegalArgumentException("image: to make '" + image.getTitle() + "' again would replace "
                    + input.getKey() + ", the file " + file + "; move that first, or run the command itself");
    }

    /** The image that it was made of: the one that is open, or its file. */
    private ImagePlus source(MadeBy made) {
        Optional<ImagePlus> open = ImageChoice.madeOf(image);
        if (open.isPresent()) return open.get();
        if (new File(made.file()).isFile()) {
            ImagePlus read = IJ.openImage(made.file());
            if (read != null) return read;
        }
        throw new IllegalArgumentException("image: the image from which '" + image.getTitle() + "' was made is not open"
                + (made.file().isEmpty() ? "" : ", and cannot be read from " + made.file()));
    }
}
