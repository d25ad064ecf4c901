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
import sc.fiji.invertibility.image.PlanePosition;

/**
 * How a result is made again, as lines of its info: a macro that names every parameter with an effect, so that later
 * versions with other defaults make the same, the file of the source image, if there is one, and which of its planes was
 * measured, if only one was.
 *
 * @param command the command's name in the menu, dots included
 * @param options its parameters and values
 * @param file the image's file, or empty
 * @param plane the plane of a stack that was shown when it was measured; empty if that has no effect
 */
record MadeBy(String command, String options, String file, Optional<PlanePosition> plane) {

    private static final Pattern MACRO = Pattern.compile("(?m)^macro: run\\(\"([^\"\n]+)\", \"(.*)\"\\);$");
    private static final Pattern FILE = Pattern.compile("(?m)^image file: (.+)$");
    private static final Pattern PLANE = Pattern.compile("(?m)^image plane: (.{1,99})$");

    /** Writes the lines in front of the rest of a result's info. */
    static void write(InvertibilityCommand command, ImagePlus result, ImagePlus source) {
        String info = result.getProperty("Info") instanceof String text ? text : "";
        String file = file(source);
        String lines = "macro: run(\"" + command.name() + "...\", \"" + options(command) + "\");\n"
                + (file.isEmpty() ? "" : "image file: " + file + "\n")
                + plane(command)
                        .map(plane -> "image plane: " + plane.text() + "\n")
                        .orElse("");
        result.setProperty("Info", lines + info);
    }

    /** Reads an image's info; empty if the image is no result of this plugin. */
    static Optional<MadeBy> of(ImagePlus result) {
        if (!(result.getProperty("Info") instanceof String info)) return Optional.empty();
        Matcher macro = MACRO.matcher(info), file = FILE.matcher(info), plane = PLANE.matcher(info);
        if (!macro.find()) return Optional.empty();
        return Optional.of(new MadeBy(
                macro.group(1),
                macro.group(2),
                file.find() ? file.group(1) : "",
                plane.find() ? PlanePosition.of(plane.group(1)) : Optional.empty()));
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

    private static Optional<PlanePosition> plane(InvertibilityCommand command) {
        return command instanceof NetworkInputParameters measuring ? measuring.measured() : Optional.empty();
    }

    private static String file(ImagePlus image) {
        FileInfo file = image == null ? null : image.getOriginalFileInfo();
        if (file == null || file.directory == null || file.fileName == null) return "";
        return file.directory + file.fileName;
    }
}
