package sc.fiji.invertibility.command;

import ij.IJ;
import ij.ImagePlus;
import ij.plugin.frame.Recorder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.scijava.Context;
import org.scijava.ItemVisibility;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Plugin;
import org.scijava.service.Service;

/**
 * Passes the plugin's own commands to ImageJ's macro recorder. ImageJ2 would do that, too, but in the dialog's order,
 * in which the recorder takes {@code size=} for a second {@code resize=} and stops everything with a message. This runs
 * just before it and completes the line; what ImageJ2 then adds belongs to no command and is dropped. The image is left
 * out, since a macro works on the active one.
 */
@Plugin(type = PostprocessorPlugin.class, priority = Priority.VERY_LOW + 1)
public final class MacroRecording extends AbstractPostprocessorPlugin {

    /** Called by SciJava, which creates its plugins itself. */
    public MacroRecording() {}

    @Override
    public void process(Module module) {
        if (!OwnCommands.include(module) || !Recorder.record || IJ.isMacro() || Recorder.getCommand() == null) return;
        of(module).forEach(Recorder::recordOption);
        Recorder.saveCommand();
    }

    /**
     * The parameters that have a value, as a macro's options; a name that is the end of another one comes before it.
     */
    static Map<String, String> of(Module module) {
        List<String> parameters = StreamSupport.stream(module.getInfo().inputs().spliterator(), false)
                .filter(MacroRecording::isKey)
                .map(ModuleItem::getName)
                .toList();
        Map<String, String> options = new LinkedHashMap<>();
        for (String key : parameters) {
            for (String other : parameters) if (key.endsWith(other) && !key.equals(other)) put(options, other, module);
            put(options, key, module);
        }
        return options;
    }

    static boolean isKey(ModuleItem<?> item) {
        return item.getVisibility() == ItemVisibility.NORMAL
                && item.getType() != ImagePlus.class
                && item.getType() != Context.class
                && !Service.class.isAssignableFrom(item.getType());
    }

    private static void put(Map<String, String> options, String key, Module module) {
        Object value = module.getInput(key);
        String text = value == null ? "" : value.toString().strip();
        // As in the text of a macro, where a Windows path has double backslashes.
        if (!text.isEmpty()) options.putIfAbsent(key, text.replace("\\", "\\\\").replace("\"", "\\\""));
    }
}
