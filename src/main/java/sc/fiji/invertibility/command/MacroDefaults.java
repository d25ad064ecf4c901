package sc.fiji.invertibility.command;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;
import java.awt.GraphicsEnvironment;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;
import org.scijava.widget.InputHarvester;

/**
 * Gives a macro's omitted parameters their defaults. ImageJ2 would open a dialog that asks for just those, in the
 * middle of the macro. The command also learns which parameters the macro named, because ImageJ2 silently ignores
 * unknown ones. The priority lies below that of all plugins which find values for inputs, and above that of those which
 * recall the values of the last dialog, on which a macro must not depend.
 */
@Plugin(type = PreprocessorPlugin.class, priority = InputHarvester.PRIORITY + 2)
public final class MacroDefaults extends AbstractPreprocessorPlugin {

    /** Called by SciJava, which makes its plugins itself. */
    public MacroDefaults() {}

    @Override
    public void process(Module module) {
        if (!OwnCommands.include(module)) return;
        String options = IJ.isMacro() ? Macro.getOptions() : null;
        boolean named = options != null && !options.isBlank();
        // A macro without options opens the dialog, where there can be one.
        if (!named && !(IJ.isMacro() && (GraphicsEnvironment.isHeadless() || Interpreter.isBatchMode()))) return;
        if (named && module.getDelegateObject() instanceof InvertibilityCommand command)
            command.typed(MacroOptions.of(options), false);
        for (ModuleItem<?> input : module.getInfo().inputs())
            if (!module.isInputResolved(input.getName())) module.resolveInput(input.getName());
    }
}
