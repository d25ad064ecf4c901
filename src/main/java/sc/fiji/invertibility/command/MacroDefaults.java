package sc.fiji.invertibility.command;

import ij.IJ;
import ij.Macro;
import java.util.List;
import java.util.stream.StreamSupport;
import org.scijava.log.LogService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.InputHarvester;

/**
 * Sets omitted parameters of a macro to their defaults. ImageJ2 would open a dialog for them in the middle of the
 * macro. A misspelt parameter counts as omitted, which ImageJ2 would not report. The priority lies below all
 * preprocessors that find values for inputs, and above the one that recalls the values of the last dialog, on which a
 * macro must not depend.
 */
@Plugin(type = PreprocessorPlugin.class, priority = InputHarvester.PRIORITY + 2)
public final class MacroDefaults extends AbstractPreprocessorPlugin {

    @Parameter
    private LogService log;

    /** Called by SciJava, which creates its plugins itself. */
    public MacroDefaults() {}

    @Override
    public void process(Module module) {
        if (!OwnCommands.include(module)) return;
        String options = IJ.isMacro() ? Macro.getOptions() : null;
        if (options == null || options.isBlank()) return;
        List<String> known = StreamSupport.stream(module.getInfo().inputs().spliterator(), false)
                .map(ModuleItem::getName)
                .toList();
        for (String key : MacroOptions.of(options))
            if (!known.contains(key)) log.warn(module.getInfo().getTitle() + " has no key '" + key + "': ignored");
        for (ModuleItem<?> input : module.getInfo().inputs())
            if (!module.isInputResolved(input.getName())) module.resolveInput(input.getName());
    }
}
