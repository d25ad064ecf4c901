package sc.fiji.invertibility.command;

import java.util.Set;
import java.util.stream.Collectors;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;
import org.scijava.widget.InputHarvester;

/**
 * Keeps inherited parameters that a command hides, or does not have, out of SciJava's own dialog, which asks for all
 * inputs that are not resolved. The priority lies below that of all plugins which find values for inputs.
 */
@Plugin(type = PreprocessorPlugin.class, priority = InputHarvester.PRIORITY + 1)
public final class HiddenInputs extends AbstractPreprocessorPlugin {

    /** Called by SciJava, which creates its plugins itself. */
    public HiddenInputs() {}

    @Override
    public void process(Module module) {
        if (!OwnCommands.include(module)) return;
        Set<String> shown = CommandInputs.of(module.getInfo()).stream()
                .filter(MacroRecording::isShown)
                .map(ModuleItem::getName)
                .collect(Collectors.toSet());
        for (ModuleItem<?> input : module.getInfo().inputs())
            if (!shown.contains(input.getName())) module.resolveInput(input.getName());
    }
}
