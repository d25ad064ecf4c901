package sc.fiji.invertibility.dialog;

import java.util.List;
import java.util.Map;

/** What a dialog asks a command about, for the values that the dialog shows. */
public interface Advice {

    /** {@return the command's name in the menu, without the dots} */
    String name();

    /** {@return the page of the manual about the command, as a web address} */
    String page();

    /**
     * {@return the keys that are always shown, in the command's own order; empty for all. The others are shown on
     * demand}
     */
    List<String> essentials();

    /** {@return named choices that set several keys at once; empty for none} */
    Map<String, Map<String, Object>> presets();

    /**
     * {@return the keys that have no effect because of the values of others, each with the end of a sentence that says
     * why}
     */
    Map<String, String> idle();

    /**
     * Lists values of a key that is free text.
     *
     * @param key its name
     * @return possible values, found in a file or on the computer; this takes a while and must not run on Swing's
     *     thread
     */
    List<String> suggestions(String key);

    /**
     * Estimates what the command will need.
     *
     * @return sizes, memory and time in one line, or an empty text; this takes a while and must not run on Swing's
     *     thread
     */
    String cost();

    /**
     * Checks the keys.
     *
     * @throws IllegalArgumentException if a key cannot be used; its message is one sentence
     */
    void check();
}
