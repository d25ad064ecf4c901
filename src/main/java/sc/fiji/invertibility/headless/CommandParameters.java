package sc.fiji.invertibility.headless;

import ij.ImagePlus;
import java.util.List;
import java.util.Optional;
import org.scijava.Context;
import org.scijava.ItemVisibility;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;
import org.scijava.service.Service;
import sc.fiji.invertibility.command.CommandInputs;

/** The parameters of a command that can be given a value: its keys on the command line. */
final class CommandParameters {

    private CommandParameters() {}

    static List<ModuleItem<?>> of(ModuleInfo info) {
        return CommandInputs.of(info).stream()
                .filter(item -> item.getVisibility() != ItemVisibility.MESSAGE)
                .filter(item -> !Service.class.isAssignableFrom(item.getType()) && item.getType() != Context.class)
                .toList();
    }

    /** Those that are offered; others are there for what was written for earlier versions. */
    static List<ModuleItem<?>> shown(ModuleInfo info) {
        return of(info).stream()
                .filter(item -> item.getVisibility() == ItemVisibility.NORMAL)
                .toList();
    }

    static boolean isImage(ModuleItem<?> item) {
        return ImagePlus.class.isAssignableFrom(item.getType());
    }

    /** The key of the command's image, if there is exactly one, so that a batch can fill it. */
    static Optional<String> image(ModuleInfo info) {
        List<ModuleItem<?>> images =
                of(info).stream().filter(CommandParameters::isImage).toList();
        return images.size() == 1 ? Optional.of(images.get(0).getName()) : Optional.empty();
    }
}
