package sc.fiji.invertibility.headless;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.scijava.Context;
import org.scijava.plugin.PluginIndex;
import org.scijava.plugin.PluginInfo;
import org.scijava.service.SciJavaService;
import org.scijava.service.Service;

/** SciJava as the runner needs it: no ImageJ2, no window, and a log that is collected instead of printed. */
public final class PlainContext {

    /** Held here because Java forgets the level of a logger that nobody refers to. */
    private static final Logger PREFERENCES = Logger.getLogger("java.util.prefs");

    private static final String PLUGIN = "sc.fiji.invertibility.";

    private PlainContext() {}

    /**
     * Opens a context with SciJava's services and plugins and this plugin's own; must be closed after use.
     *
     * @return the context
     */
    public static Context create() {
        // Java prints to standard error if it finds no preferences in the home folder, or cannot create them.
        PREFERENCES.setLevel(Level.OFF);
        List<Class<? extends Service>> services = new ArrayList<>();
        services.add(CollectedLog.class);
        services.add(SciJavaService.class);
        return new Context(services, new OwnPlugins());
    }

    /**
     * SciJava's plugins and ours. Others may need ImageJ2: CLIJ's services would fail here with pages of stack traces,
     * and what Fiji's own user interface says when it fails would be taken for a warning about an image.
     */
    private static final class OwnPlugins extends PluginIndex {

        @Override
        public void discover() {
            super.discover();
            for (PluginInfo<?> plugin : List.copyOf(getAll()))
                if (!plugin.getClassName().startsWith("org.scijava.")
                        && !plugin.getClassName().startsWith(PLUGIN)) remove(plugin);
        }
    }
}
