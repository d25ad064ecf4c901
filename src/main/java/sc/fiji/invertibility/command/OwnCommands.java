package sc.fiji.invertibility.command;

import org.scijava.module.Module;

/** The plugin's own commands: all that its processors, which SciJava runs for every command, may touch. */
final class OwnCommands {

    private static final String ROOM = OwnCommands.class.getPackageName() + ".";

    private OwnCommands() {}

    static boolean include(Module module) {
        return module.getDelegateObject() instanceof InvertibilityCommand
                || module.getInfo().getDelegateClassName().startsWith(ROOM);
    }
}
