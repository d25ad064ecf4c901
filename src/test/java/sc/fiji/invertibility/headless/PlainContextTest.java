package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import foreign.ForeignPlugin;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginIndex;
import org.scijava.plugin.SciJavaPlugin;

/** The context in which images are processed without Fiji, also inside a Fiji. */
class PlainContextTest {

    @Test
    void pluginsOfOthersAreNotThere() {
        assertNotNull(ForeignPlugin.class.getAnnotation(Plugin.class));
        PluginIndex all = new PluginIndex();
        all.discover();
        assertTrue(all.getPlugins(SciJavaPlugin.class).stream().anyMatch(PlainContextTest::isForeign));
        try (Context context = PlainContext.create()) {
            assertTrue(context.getPluginIndex().getPlugins(SciJavaPlugin.class).stream()
                    .noneMatch(PlainContextTest::isForeign));
            assertFalse(context.getPluginIndex().getPlugins(Command.class).isEmpty());
        }
    }

    private static boolean isForeign(org.scijava.plugin.PluginInfo<?> info) {
        return info.getClassName().equals(ForeignPlugin.class.getName());
    }
}
