package sc.fiji.invertibility.command.explore;

import java.util.Map;
import java.util.stream.Collectors;

/** The macro line that makes the images of a setting, for the whole image or its selection. */
final class MacroLine {

    private MacroLine() {}

    /** Such as {@code run("Reconstruct From Layer...", "count=64 keep=25");}. */
    static String of(Settings settings) {
        return "run(\"" + command(settings) + "\", \"" + options(settings.parameters()) + "\");";
    }

    /** The menu name of the command. */
    static String command(Settings settings) {
        return settings.filters().isNetwork() ? "Reconstruct From Network..." : "Reconstruct From Layer...";
    }

    private static String options(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(key -> key.getKey() + "=" + quoted(key.getValue()))
                .collect(Collectors.joining(" "));
    }

    /** As in the text of a macro: values with spaces in brackets, and two backslashes for one. */
    private static String quoted(String value) {
        String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"");
        return escaped.contains(" ") ? "[" + escaped + "]" : escaped;
    }
}
