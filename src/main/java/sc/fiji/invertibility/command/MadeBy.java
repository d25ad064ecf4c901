package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.Macro;
import ij.io.FileInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.module.ModuleItem;
import sc.fiji.invertibility.image.PlanePosition;
import sc.fiji.invertibility.image.WorkedRectangle;

/**
 * How a result is made again, as the first lines of its info: a macro that names every parameter with an effect, so
 * that later versions with other defaults make the same, the file of the source image, if there is one, which of its
 * planes was measured, if only one was, and which part of it was taken, if not the whole. The lines of the source, if
 * that was a result itself, come later, and say nothing of this one.
 *
 * @param command the command's name in the menu, dots included
 * @param options its parameters and values
 * @param file the image's file, or empty
 * @param plane the plane of a stack that was shown when it was measured; empty if that has no effect
 * @param part what was selected of the image; empty for all of it
 */
record MadeBy(
        String command, String options, String file, Optional<PlanePosition> plane, Optional<WorkedRectangle> part) {

    private static final Pattern LINES = Pattern.compile("(?m)^macro: run\\(\"([^\"\n]+)\", \"(.*)\"\\);$"
            + "(?:\nimage file: (.+)$)?(?:\nimage plane: (.{1,99})$)?(?:\nimage part: (.{1,99})$)?");

    /**
     * Writes the lines in front of the rest of a result's info.
     *
     * @param part what was taken of the source, or null for all of it
     */
    static void write(InvertibilityCommand command, ImagePlus result, ImagePlus source, WorkedRectangle part) {
        String info = result.getProperty("Info") instanceof String text ? text : "";
        String file = file(source);
        String lines = "macro: run(\"" + command.name() + "...\", \"" + options(command) + "\");\n"
                + (file.isEmpty() ? "" : "image file: " + file + "\n")
                + plane(command)
                        .map(plane -> "image plane: " + plane.text() + "\n")
                        .orElse("")
                + (part == null ? "" : "image part: " + part.text() + "\n");
        result.setProperty("Info", lines + info);
    }

    /** Reads an image's info; empty if the image is no result of this plugin. */
    static Optional<MadeBy> of(ImagePlus result) {
        if (!(result.getProperty("Info") instanceof String info)) return Optional.empty();
        Matcher lines = LINES.matcher(info);
        if (!lines.find()) return Optional.empty();
        return Optional.of(new MadeBy(
                lines.group(1),
                lines.group(2),
                Objects.requireNonNullElse(lines.group(3), ""),
                Optional.ofNullable(lines.group(4)).flatMap(PlanePosition::of),
                Optional.ofNullable(lines.group(5)).flatMap(WorkedRectangle::of)));
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
