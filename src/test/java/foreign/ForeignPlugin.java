package foreign;

import org.scijava.plugin.Plugin;
import org.scijava.plugin.SciJavaPlugin;

/** Somebody else's plugin, as there are hundreds in a Fiji. */
@Plugin(type = SciJavaPlugin.class)
public final class ForeignPlugin implements SciJavaPlugin {

    /** Called by SciJava. */
    public ForeignPlugin() {}
}
