package sc.fiji.invertibility.command;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.thread.ThreadService;

/**
 * Passes to ImageJ what SciJava ignores in the results of the plugin's own commands: in a macro that runs in batch mode
 * or headless, the images join the batch images, the last one becoming the macro's current image; tables open in a
 * window. In all other cases, images are left to the usual display.
 */
@Plugin(type = PostprocessorPlugin.class, priority = Priority.VERY_HIGH)
public final class ImageJOutputs extends AbstractPostprocessorPlugin {

    @Parameter
    private ThreadService threads;

    /** Called by SciJava, which creates its plugins itself. */
    public ImageJOutputs() {}

    @Override
    public void process(Module module) {
        if (!OwnCommands.include(module)) return;
        for (ModuleItem<?> output : module.getInfo().outputs()) {
            String name = output.getName();
            if (module.isOutputResolved(name)) continue;
            if (hand(output, module.getOutput(name))) module.resolveOutput(name);
        }
    }

    /** Whether the value is handled here: a table always, an image only if no window will open. */
    private boolean hand(ModuleItem<?> output, Object value) {
        if (value instanceof ResultsTable) {
            ((ResultsTable) value).show(title(output, (ResultsTable) value));
            return true;
        }
        // The device's name is meant for scripts and records; SciJava would open a window for it.
        if (value instanceof String) return true;
        if (!(value instanceof ImagePlus) || !IJ.isMacro() || !Interpreter.isBatchMode()) return false;
        ImagePlus image = (ImagePlus) value;
        Interpreter.addBatchModeImage(image);
        // The command runs on one of SciJava's threads, but the macro continues on the one that called it.
        Thread macro = threads.getParent(null);
        WindowManager.setTempCurrentImage(macro == null ? Thread.currentThread() : macro, image);
        return true;
    }

    private static String title(ModuleItem<?> output, ResultsTable table) {
        if (table.getTitle() != null) return table.getTitle();
        String label = output.getLabel();
        return label == null || label.isEmpty() ? output.getName() : label;
    }
}
