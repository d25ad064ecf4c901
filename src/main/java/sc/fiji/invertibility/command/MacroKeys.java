package sc.fiji.invertibility.command;

import ij.Macro;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The keys in a macro's options, which look like {@code keep=25 weights=[/my files/vgg.h5] exact}. */
public final class MacroKeys {

    private MacroKeys() {}

    /**
     * Reads keys with their values.
     *
     * @param options as a macro writes them; null counts as empty
     * @return each key's text, in the order written; {@code true} for one without a value
     */
    public static Map<String, String> values(String options) {
        Map<String, String> values = new LinkedHashMap<>();
        if (options == null) return values;
        for (String key : of(options)) values.put(key, Macro.getValue(options + " ", key, "true"));
        return values;
    }

    /** The keys in their order and in lower case, as ImageJ reads them. */
    static List<String> of(String options) {
        List<String> keys = new ArrayList<>();
        int i = 0;
        while (i < options.length()) {
            int start = i;
            while (i < options.length() && options.charAt(i) != '=' && !Character.isWhitespace(options.charAt(i))) i++;
            if (i > start) keys.add(options.substring(start, i).toLowerCase(Locale.ROOT));
            i = i < options.length() && options.charAt(i) == '=' ? endOfValue(options, i + 1) : i + 1;
        }
        return keys;
    }

    private static int endOfValue(String options, int start) {
        boolean bracketed = start < options.length() && options.charAt(start) == '[';
        int i = start;
        while (i < options.length()
                && (bracketed ? options.charAt(i) != ']' : !Character.isWhitespace(options.charAt(i)))) i++;
        return i + 1;
    }
}
