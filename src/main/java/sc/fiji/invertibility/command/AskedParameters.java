package sc.fiji.invertibility.command;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.InputHarvester;
import sc.fiji.invertibility.dialog.Advice;
import sc.fiji.invertibility.dialog.DialogFor;
import sc.fiji.invertibility.dialog.ErrorMessage;

/**
 * Asks for the parameters of the plugin's own commands if ImageJ has a window and no macro or script gives them.
 * SciJava's own dialog names no image, shows all parameters alike, and loses what was typed after an error. The
 * priority lies below that of {@link MacroDefaults} and above what recalls values by itself.
 */
@Plugin(type = PreprocessorPlugin.class, priority = InputHarvester.PRIORITY + 1.5)
public final class AskedParameters extends AbstractPreprocessorPlugin {

    @Parameter
    private Context context;

    /** Called by SciJava, which makes its plugins itself. */
    public AskedParameters() {}

    @Override
    public void process(Module module) {
        if (!(module.getDelegateObject() instanceof InvertibilityCommand command)) return;
        if (!InvertibilityCommand.hasWindow()) return;
        List<ModuleItem<?>> items = new ArrayList<>();
        boolean given = false, open = false;
        for (ModuleItem<?> item : CommandInputs.of(module.getInfo())) {
            if (!MacroRecording.isInput(item) || !MacroRecording.isShown(item)) continue;
            boolean image = item.getType() == ImagePlus.class, resolved = module.isInputResolved(item.getName());
            if (!resolved || image) items.add(item);
            open |= !resolved && !image;
            given |= resolved && !image;
        }
        // What a script in a macro leaves out has its default; only a bare run("...") asks.
        if (!open || IJ.isMacro() && given) return;
        if (command.needsImage()
                && WindowManager.getImageCount() == 0
                && !(module.getInput("image") instanceof ImagePlus))
            refuse(command, "image: no image is open, expected one to work on");
        else ask(module, command, items);
    }

    private void ask(Module module, InvertibilityCommand command, List<ModuleItem<?>> items) {
        CommandInfo info = new CommandInfo(command.getClass());
        boolean pictured = items.stream().anyMatch(item -> item.getType() == ImagePlus.class);
        ImagePlus image = pictured && module.getInput("image") instanceof ImagePlus one ? one : null;
        DialogFor dialog = new DialogFor(module, items, values -> command(info, values));
        if (command.hasPreview()) dialog.withPreview(values -> preview(info, values));
        try {
            Optional<Map<String, Object>> answer = dialog.ask(image);
            if (answer.isEmpty()) {
                MacroRecording.forget();
                cancel("");
                return;
            }
            MacroRecording.begin(info);
            fill(module, answer.get());
            Object chosen = answer.get().get("image");
            boolean other = chosen instanceof ImagePlus && chosen != WindowManager.getCurrentImage();
            command.asked(other ? ((ImagePlus) chosen).getTitle() : null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cancel("");
        }
    }

    private static void fill(Module module, Map<String, Object> values) {
        values.forEach(module::setInput);
        for (ModuleItem<?> item : module.getInfo().inputs()) module.resolveInput(item.getName());
    }

    private void refuse(InvertibilityCommand command, String sentence) {
        MacroRecording.forget();
        cancel("");
        ErrorMessage.show(command.name(), sentence);
    }

    /** A command with these values, to be asked what follows from them. */
    private static Advice command(CommandInfo info, Map<String, Object> values) {
        return (Advice) filled(info, values).getDelegateObject();
    }

    /** A command whose other parameters have their defaults. */
    static CommandModule filled(CommandInfo info, Map<String, Object> values) {
        try {
            CommandModule module = new CommandModule(info);
            values.forEach((key, value) -> {
                if (info.getInput(key) != null) module.setInput(key, value);
            });
            return module;
        } catch (org.scijava.module.ModuleException e) {
            throw new IllegalStateException(e);
        }
    }

    private ImagePlus preview(CommandInfo info, Map<String, Object> values) {
        CommandModule module = filled(info, values);
        InvertibilityCommand command = (InvertibilityCommand) module.getDelegateObject();
        context.inject(command);
        return command.runSilently() ? (ImagePlus) module.getOutput("reconstruction") : null;
    }
}
