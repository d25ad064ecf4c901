package sc.fiji.invertibility.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The parameters in a macro's options, which look like {@code keep=25 weights=[/my files/vgg.h5] exact}. */
final class MacroOptions {

    private MacroOptions() {}

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
