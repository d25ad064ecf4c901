package sc.fiji.invertibility.command;

import org.scijava.plugin.Plugin;
import org.scijava.script.AdaptedScriptLanguage;
import org.scijava.script.ScriptLanguage;

/** What Fiji's scripting-groovy does: it makes Java's own Groovy engine a language of the script service. */
@Plugin(type = ScriptLanguage.class, name = "Groovy")
public class Groovy extends AdaptedScriptLanguage {

    public Groovy() {
        super("groovy");
    }
}
