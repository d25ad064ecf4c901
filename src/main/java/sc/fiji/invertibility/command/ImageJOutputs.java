package sc.fiji.invertibility.command;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import java.awt.GraphicsEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.thread.ThreadService;
import sc.fiji.invertibility.dialog.ImageChoice;

/**
 * Hands the results of the plugin's own commands to ImageJ. Of several images the last one is active afterwards, in
 * every mode: SciJava would show each on a thread of its own, in any order, and a macro in batch mode or without
 * windows would see none. What was measured joins ImageJ's table of results.
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
        List<ModuleItem<?>> images = new ArrayList<>(), tables = new ArrayList<>();
        for (ModuleItem<?> output : module.getInfo().outputs()) {
            String name = output.getName();
            if (module.isOutputResolved(name)) continue;
            Object value = module.getOutput(name);
            if (value instanceof ImagePlus) images.add(output);
            if (value instanceof ResultsTable) tables.add(output);
            // Which device computed it is for scripts and records; SciJava would open a window for the word.
            if (value instanceof String || value instanceof ResultsTable) module.resolveOutput(name);
        }
        for (ModuleItem<?> table : tables)
            hand(module, table, (ResultsTable) module.getOutput(table.getName()), table == last(tables));
        List<ImagePlus> results = images.stream()
                .map(image -> (ImagePlus) module.getOutput(image.getName()))
                .toList();
        if (results.isEmpty()) return;
        UniqueTitles.give(results);
        results.forEach(image -> ImageChoice.made(image, source(module)));
        if (hand(results, source(module))) images.forEach(image -> module.resolveOutput(image.getName()));
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }

    /** The image that a command works on, or null. */
    static ImagePlus source(Module module) {
        return module.getInfo().getInput("image") != null && module.getInput("image") instanceof ImagePlus image
                ? image
                : null;
    }

    /** Whether the images are dealt with: not where there is neither a macro nor ImageJ's window. */
    private boolean hand(List<ImagePlus> results, ImagePlus source) {
        if (IJ.isMacro() && Interpreter.isBatchMode()) {
            results.forEach(Interpreter::addBatchModeImage);
            WindowManager.setTempCurrentImage(macroThread(), last(results));
            return true;
        }
        if (GraphicsEnvironment.isHeadless() || IJ.getInstance() == null) return false;
        ResultWindows.show(results, source);
        return true;
    }

    /**
     * The thread in which the macro goes on. The command runs in one of SciJava's, perhaps for another command, and the
     * macro itself may have been started as a script in such a thread.
     */
    private Thread macroThread() {
        Thread nearest = threads.getParent(null), macro = null;
        for (Thread thread = nearest; thread != null; thread = threads.getParent(thread))
            if (interprets(thread)) macro = thread;
        if (macro != null) return macro;
        return nearest == null ? Thread.currentThread() : nearest;
    }

    private static boolean interprets(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .anyMatch(call -> call.getClassName().equals(Interpreter.class.getName()));
    }

    /** The last table that a command gives is what it measured; others, and mere lists, have windows of their own. */
    private static void hand(Module module, ModuleItem<?> output, ResultsTable table, boolean main) {
        boolean measured =
                main && !(module.getDelegateObject() instanceof InvertibilityCommand command && !command.measures());
        if (measured) {
            ImagePlus image = source(module);
            ResultsRows rows = new ResultsRows(table);
            if (image != null) rows.with("image", image.getTitle());
            rows.with("settings", MacroRecording.text(module)).add();
            ResultsRows.show();
        } else if (main && GraphicsEnvironment.isHeadless()) new ResultsRows(table).add();
        else if (table.size() > 0) table.show(title(output, table));
    }

    private static String title(ModuleItem<?> output, ResultsTable table) {
        if (table.getTitle() != null) return table.getTitle();
        String label = output.getLabel();
        return label == null || label.isEmpty() ? output.getName() : label;
    }
}
