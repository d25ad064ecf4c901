package sc.fiji.invertibility.command;

import org.scijava.module.Module;

/**
 * Recognises the plugin's own commands, which are all that its pre- and postprocessors may touch, although SciJava runs
 * them for every command.
 */
final class OwnCommands {

    private static final String ROOM = OwnCommands.class.getPackageName() + ".";

    private OwnCommands() {}

    static boolean include(Module module) {
        return module.getInfo().getDelegateClassName().startsWith(ROOM);
    }
}
