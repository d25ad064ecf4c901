package sc.fiji.invertibility.command;

import org.scijava.module.Module;
import org.scijava.module.ModuleInfo;

/**
 * Recognises the plugin's own commands, which are all that its pre- and postprocessors may touch, although SciJava runs
 * them for every command.
 */
public final class OwnCommands {

    private static final String ROOM = OwnCommands.class.getPackageName() + ".";

    private OwnCommands() {}

    static boolean include(Module module) {
        return module.getDelegateObject() instanceof InvertibilityCommand || include(module.getInfo());
    }

    /**
     * Tells whether a command is one of them.
     *
     * @param info what SciJava knows of it
     * @return whether its class is in this package, or one below
     */
    public static boolean include(ModuleInfo info) {
        return info.getDelegateClassName().startsWith(ROOM);
    }
}
