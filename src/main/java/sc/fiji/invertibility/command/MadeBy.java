package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.Macro;
import ij.io.FileInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.module.ModuleItem;

/**
 * How a result is made again, as two lines of its info: a macro that names every parameter with an effect, so that later
 * versions with other defaults make the same, and the file of the source image, if there is one.
 *
 * @param command the command's name in the menu, dots included
 * @param options its parameters and values
 * @param file the image's file, or empty
 */
record MadeBy(String command, String options, String file) {

    private static final Pattern MACRO = Pattern.compile("(?m)^macro: run\\(\"([^\"\n]+)\", \"(.*)\"\\);$");
    private static final Pattern FILE = Pattern.compile("(?m)^image file: (.+)$");

    /** Writes the lines in front of the rest of a result's info. */
    static void write(InvertibilityCommand command, ImagePlus result, ImagePlus source) {
        String info = result.getProperty("Info") instanceof String text ? text : "";
        String file = file(source);
        String lines = "macro: run(\"" + command.name() + "...\", \"" + options(command) + "\");\n"
                + (file.isEmpty() ? "" : "image file: " + file + "\n");
        result.setProperty("Info", lines + info);
    }

    /** Reads an image's info; empty if the image is no result of this plugin. */
    static Optional<MadeBy> of(ImagePlus result) {
        if (!(result.getProperty("Info") instanceof String info)) return Optional.empty();
        Matcher macro = MACRO.matcher(info), file = FILE.matcher(info);
        if (!macro.find()) return Optional.empty();
        return Optional.of(new MadeBy(macro.group(1), macro.group(2), file.find() ? file.group(1) : ""));
    }

    /** The values of those parameters of a command that the macro names. */
    Map<String, String> values(CommandInfo info) {
        Map<String, String> values = new LinkedHashMap<>();
        for (ModuleItem<?> item : CommandInputs.of(info)) {
            if (!MacroRecording.isInput(item)) continue;
            String value = Macro.getValue(options + " ", item.getName(), null);
            if (value != null) values.put(item.getName(), value.replace("\\\\", "\\"));
        }
        return values;
    }

    private static String options(InvertibilityCommand command) {
        CommandModule module = new CommandModule(new CommandInfo(command.getClass()), command);
        Map<String, String> idle = command.idle(), all = MacroRecording.all(module);
        all.keySet().removeAll(idle.keySet());
        return MacroRecording.text(all);
    }

    private static String file(ImagePlus image) {
        FileInfo file = image == null ? null : image.getOriginalFileInfo();
        if (file == null || file.directory == null || file.fileName == null) return "";
        return file.directory + file.fileName;
    }
}
