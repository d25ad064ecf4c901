package sc.fiji.invertibility.command;

import ij.IJ;
import ij.ImagePlus;
import ij.plugin.frame.Recorder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.scijava.Context;
import org.scijava.ItemVisibility;
import org.scijava.Priority;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Plugin;
import org.scijava.service.Service;

/**
 * Gives the plugin's own commands to ImageJ's macro recorder. ImageJ2 would do that, too, but in the dialog's order,
 * where the recorder takes {@code size=} for a second {@code resize=} and stops everything with a message. This
 * plugin therefore runs just before it and completes the line; what ImageJ2 then adds belongs to no command and is
 * dropped. The image is recorded only if it was not the active one, on which a macro works by default.
 */
@Plugin(type = PostprocessorPlugin.class, priority = Priority.VERY_LOW + 1)
public final class MacroRecording extends AbstractPostprocessorPlugin {

    /** Called by SciJava, which creates its plugins itself. */
    public MacroRecording() {}

    @Override
    public void process(Module module) {
        if (!(module.getDelegateObject() instanceof InvertibilityCommand command)
                || !Recorder.record
                || IJ.isMacro()
                || Recorder.getCommand() == null) return;
        if (command.isPartOfAnother()) {
            forget();
            return;
        }
        of(module).forEach(Recorder::recordOption);
        command.otherImage().ifPresent(title -> Recorder.recordOption("image", title));
        Recorder.saveCommand();
    }

    /**
     * Notes which command is to be recorded. ImageJ does that when a command is chosen in its menu, but not when the
     * dialog comes back after an error, and not any more when a part of the command has been done.
     */
    static void begin(CommandInfo command) {
        if (Recorder.record && !IJ.isMacro() && Recorder.getCommand() == null)
            Recorder.setCommand(command.getMenuPath().getLeaf().getName());
    }

    /** Records nothing of a command that did nothing; ImageJ's own dialogs do the same when they are cancelled. */
    static void forget() {
        if (Recorder.record && !IJ.isMacro()) Recorder.disableCommandRecording();
    }

    /**
     * The parameters whose values are not the defaults, as a macro's options; a parameter whose name is
     * the end of another one's, such as {@code size} of {@code resize}, comes first.
     */
    static Map<String, String> of(Module module) {
        return options(module, untouched(module));
    }

    /** All parameters with their values. */
    static Map<String, String> all(Module module) {
        return options(module, null);
    }

    private static Map<String, String> options(Module module, Module untouched) {
        List<String> parameters = CommandInputs.of(module.getInfo()).stream()
                .filter(MacroRecording::isKey)
                .filter(item -> untouched == null
                        || !Objects.equals(module.getInput(item.getName()), untouched.getInput(item.getName())))
                .map(ModuleItem::getName)
                .toList();
        Map<String, String> options = new LinkedHashMap<>();
        for (String key : parameters) {
            for (String other : parameters) if (key.endsWith(other) && !key.equals(other)) put(options, other, module);
            put(options, key, module);
        }
        return options;
    }

    /** The same as a macro writes it; empty where all parameters have their defaults. */
    static String text(Module module) {
        if (!(module.getDelegateObject() instanceof InvertibilityCommand)) return "";
        return text(of(module));
    }

    static String text(Map<String, String> options) {
        return options.entrySet().stream()
                .map(option -> option.getKey() + "=" + bracketed(option.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static String bracketed(String value) {
        return value.contains(" ") ? "[" + value + "]" : value;
    }

    static boolean isKey(ModuleItem<?> item) {
        return isShown(item) && isInput(item) && item.getType() != ImagePlus.class;
    }

    /** Whether dialogs and help show it. */
    static boolean isShown(ModuleItem<?> item) {
        return item.getVisibility() == ItemVisibility.NORMAL;
    }

    /** Whether a value can be given to it. */
    static boolean isInput(ModuleItem<?> item) {
        return item.getVisibility() != ItemVisibility.MESSAGE
                && item.getType() != Context.class
                && !Service.class.isAssignableFrom(item.getType());
    }

    private static Module untouched(Module module) {
        InvertibilityCommand command = (InvertibilityCommand) module.getDelegateObject();
        return new CommandModule(new CommandInfo(command.getClass()), command.untouched());
    }

    private static void put(Map<String, String> options, String key, Module module) {
        Object value = module.getInput(key);
        String text = value == null ? "" : value.toString().strip();
        if (value instanceof Double) text = text.replaceFirst("\\.0$", "");
        // As in the text of a macro, where a Windows path has two backslashes.
        if (!text.isEmpty()) options.putIfAbsent(key, text.replace("\\", "\\\\").replace("\"", "\\\""));
    }
}
