package sc.fiji.invertibility.command;

import ij.Macro;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The parameters in a macro's options, which look like {@code keep=25 weights=[/my files/vgg.h5] exact}. */
public final class MacroOptions {

    private MacroOptions() {}

    /**
     * Reads parameters with their values.
     *
     * @param options as a macro writes them; null counts as empty
     * @return each parameter's text, in the order written; {@code true} for one without a value
     */
    public static Map<String, String> values(String options) {
        Map<String, String> values = new LinkedHashMap<>();
        if (options == null) return values;
        for (String key : of(options)) values.put(key, Macro.getValue(options + " ", key, "true"));
        return values;
    }

    /** The parameters in their order and in lower case, as ImageJ reads them. */
    static List<String> of(String options) {
        List<String> parameters = new ArrayList<>();
        int i = 0;
        while (i < options.length()) {
            int start = i;
            while (i < options.length() && options.charAt(i) != '=' && !Character.isWhitespace(options.charAt(i))) i++;
            if (i > start) parameters.add(options.substring(start, i).toLowerCase(Locale.ROOT));
            i = i < options.length() && options.charAt(i) == '=' ? endOfValue(options, i + 1) : i + 1;
        }
        return parameters;
    }

    private static int endOfValue(String options, int start) {
        boolean bracketed = start < options.length() && options.charAt(start) == '[';
        int i = start;
        while (i < options.length()
                && (bracketed ? options.charAt(i) != ']' : !Character.isWhitespace(options.charAt(i)))) i++;
        return i + 1;
    }
}
