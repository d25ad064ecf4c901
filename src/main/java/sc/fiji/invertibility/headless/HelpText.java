package sc.fiji.invertibility.headless;

import ij.ImagePlus;
import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.scijava.module.Module;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;
import org.scijava.util.Types;
import org.scijava.widget.FileWidget;

/** The texts of {@code --help} and {@code --list}, made from the commands' own parameters. */
final class HelpText {

    private static final String USAGE = String.join(
            System.lineSeparator(),
            "usage: scripts/run COMMAND [key=value ...] [out=DIR] [patience=SECONDS] [threads=N]",
            "                   [previews=all|main|none] [--debug]",
            "       scripts/run --list",
            "       scripts/run COMMAND --help",
            "",
            "Runs a command of the plugin without Fiji. COMMAND is its name in the menu without the dots, in any case.",
            "Each image it makes is written as DIR/NAME.tif with a preview DIR/NAME.png, each table as DIR/NAME.csv,",
            "(in a batch, only the main image has a preview, unless previews=all asks for all of them),",
            "and DIR/run.json tells how they were made. Exit status: 0 done, 2 bad input (and nothing written),",
            "1 any other failure; --debug adds the log and the stack trace.");

    private static final int NAME_WIDTH = 28;
    private static final int KEY_WIDTH = 14;

    private HelpText() {}

    static String usage() {
        return USAGE;
    }

    /** One line per command: its name and, if it has one, its description. */
    static String list(Catalogue catalogue) {
        return catalogue.commands().stream()
                .map(info -> column(Catalogue.name(info), NAME_WIDTH) + text(info.getDescription()))
                .map(String::stripTrailing)
                .collect(Collectors.joining(System.lineSeparator()));
    }

    /** Everything about one command, from a fresh instance, whose fields hold the defaults. */
    static String of(Module module) {
        ModuleInfo info = module.getInfo();
        StringBuilder page = new StringBuilder(Catalogue.name(info));
        if (!text(info.getDescription()).isEmpty()) page.append(": ").append(info.getDescription());
        page.append(filled("%n%nscripts/run \"%s\" [key=value ...] [out=DIR]%n%nParameters:%n", Catalogue.name(info)));
        for (ModuleItem<?> item : CommandParameters.shown(info)) page.append(entry(item, module));
        page.append(filled(
                "  %s folder for the results (default: %s, in the current folder)%n",
                column("out", KEY_WIDTH), Catalogue.folderName(info)));
        CommandParameters.image(info)
                .ifPresent(key -> page.append(filled(
                        "%nInstead of %s, %ss=FOLDER runs over all images of a folder, or of a pattern like 'scans/*.tif', each into its%nown folder in DIR; images done before are kept, bad ones, and those that take longer than patience=SECONDS (an hour, if not%ngiven), are named in DIR/batch.csv. threads=N computes N images at the same time.%nOnly the main image of each gets a preview; previews=all makes all, which takes longer.%n",
                        key, key)));
        page.append(filled("%nResults:%n"));
        for (ModuleItem<?> item : info.outputs())
            page.append(filled("  %s %s%n", column(item.getName(), KEY_WIDTH), result(item))
                            .stripTrailing())
                    .append(System.lineSeparator());
        return page.toString().stripTrailing();
    }

    private static String entry(ModuleItem<?> item, Module module) {
        String about = List.of(text(item.getLabel()), text(item.getDescription())).stream()
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(": "));
        String line = filled("  %s %s%s%n", column(item.getName(), KEY_WIDTH), kind(item), fallback(item, module));
        return about.isEmpty() ? line : line + filled("  %s %s%n", column("", KEY_WIDTH), about);
    }

    private static String kind(ModuleItem<?> item) {
        Class<?> type = Types.box(item.getType());
        List<?> choices = item.getChoices();
        if (choices != null && !choices.isEmpty())
            return choices.stream().map(choice -> "'" + choice + "'").collect(Collectors.joining(" | "));
        if (type == ImagePlus.class) return "path of an image";
        if (type == File.class)
            return FileWidget.DIRECTORY_STYLE.equals(item.getWidgetStyle()) ? "path of a folder" : "path of a file";
        if (type == Boolean.class) return "true | false";
        if (type == String.class) return "text";
        boolean decimal = type == Double.class || type == Float.class;
        return (decimal ? "number" : "whole number") + range(item);
    }

    private static String range(ModuleItem<?> item) {
        String least = item.getMinimumValue() == null ? "" : " from " + ParameterText.plain(item.getMinimumValue());
        String most = item.getMaximumValue() == null ? "" : " up to " + ParameterText.plain(item.getMaximumValue());
        return least + most;
    }

    private static String fallback(ModuleItem<?> item, Module module) {
        Object value = module.getInput(item.getName());
        if (value == null) return item.isRequired() && item.getType() == ImagePlus.class ? " (required)" : "";
        return " (default: " + (value.toString().isEmpty() ? "empty" : ParameterText.plain(value)) + ")";
    }

    private static String result(ModuleItem<?> item) {
        String about = text(item.getDescription()).isEmpty() ? text(item.getLabel()) : item.getDescription();
        String name = item.getName();
        String files = ResultFiles.isImage(item)
                ? name + ".tif, " + name + ".png"
                : ResultFiles.isTable(item) ? name + ".csv" : "in run.json";
        return about.isEmpty() ? files : files + ": " + about;
    }

    private static String filled(String form, Object... parts) {
        return String.format(Locale.ROOT, form, parts);
    }

    private static String column(String text, int width) {
        return String.format(Locale.ROOT, "%-" + width + "s", text);
    }

    private static String text(String maybeNull) {
        return maybeNull == null ? "" : maybeNull.strip();
    }
}
