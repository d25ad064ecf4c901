package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

/** Stands for ImageJ2's preprocessor, which fills in the active image, here one called "active". */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.VERY_HIGH + 1)
public class ActiveImage extends AbstractPreprocessorPlugin {

    @Override
    public void process(Module module) {
        if (!module.getInfo().getDelegateClassName().equals(ProbeCommand.class.getName())) return;
        if (module.isInputResolved("image")) return;
        module.setInput("image", new ImagePlus("active", new ByteProcessor(3, 3)));
        module.resolveInput("image");
    }
}
