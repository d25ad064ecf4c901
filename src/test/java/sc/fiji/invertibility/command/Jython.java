package sc.fiji.invertibility.command;

import org.scijava.plugin.Plugin;
import org.scijava.script.AdaptedScriptLanguage;
import org.scijava.script.ScriptLanguage;

/** What Fiji's scripting-jython does: it makes Java's own Jython engine a language of the script service. */
@Plugin(type = ScriptLanguage.class, name = "Python (Jython)")
public class Jython extends AdaptedScriptLanguage {

    public Jython() {
        super("jython");
    }
}
