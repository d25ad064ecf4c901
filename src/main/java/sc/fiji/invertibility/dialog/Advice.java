package sc.fiji.invertibility.dialog;

import java.util.List;
import java.util.Map;

/** What a command, whose keys have the values that a dialog shows, tells that dialog. */
public interface Advice {

    /** {@return the command's name in the menu, without the dots} */
    String name();

    /** {@return the page of the manual about the command, as a web address} */
    String page();

    /** {@return the keys that everybody sees, in the command's own order; empty for all. The others come on demand} */
    List<String> essentials();

    /** {@return values of several keys at once, by the names of these choices; empty for none} */
    Map<String, Map<String, Object>> presets();

    /** {@return the keys without effect beside the values of the others, with the ends of sentences that say why} */
    Map<String, String> idle();

    /**
     * Lists values of a key that is free text.
     *
     * @param key its name
     * @return what may be meant, as a file or the computer tells; takes a while, and is not asked on Swing's thread
     */
    List<String> suggestions(String key);

    /**
     * Estimates what the command will take.
     *
     * @return sizes, memory and time in one line, or nothing where there is nothing to tell; takes a while, and is not
     *     asked on Swing's thread
     */
    String cost();

    /**
     * Checks the keys.
     *
     * @throws IllegalArgumentException if a key cannot be used; its message is one sentence
     */
    void check();
}
