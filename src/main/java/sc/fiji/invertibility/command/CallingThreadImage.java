package sc.fiji.invertibility.command;

import ij.ImagePlus;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

/**
 * Makes {@code IJ.run(imp, "Reconstruct From Layer...", "")} work on {@code imp}. ImageJ keeps that image for the
 * calling thread only, and ImageJ2 would fill in the active image on another thread. But a command is instantiated on
 * the calling thread: if its image field is initialised with {@code WindowManager.getTempCurrentImage()}, the command
 * already has the image, and this plugin only marks the input as resolved. The priority lies between that of macro
 * parameters, which come first, and that of the active image.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.VERY_HIGH + 2)
public final class CallingThreadImage extends AbstractPreprocessorPlugin {

    /** Called by SciJava, which creates its plugins itself. */
    public CallingThreadImage() {}

    @Override
    public void process(Module module) {
        if (!OwnCommands.include(module)) return;
        for (ModuleItem<?> input : module.getInfo().inputs())
            if (input.getType() == ImagePlus.class && module.getInput(input.getName()) != null)
                module.resolveInput(input.getName());
    }
}
