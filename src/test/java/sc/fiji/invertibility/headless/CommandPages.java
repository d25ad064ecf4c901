package sc.fiji.invertibility.headless;

import ij.ImagePlus;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleException;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.util.Types;
import org.scijava.widget.FileWidget;

/**
 * The tables of parameters in the pages of the documentation, made from what the commands declare: see scripts/manual.
 */
final class CommandPages {

    private static final Path FOLDER = Path.of("docs", "commands");

    private static final String FROM = "<!-- parameters, written by scripts/manual -->",
            TO = "<!-- end of parameters -->";

    private final Context context;

    CommandPages(Context context) {
        this.context = context;
    }

    public static void main(String[] arguments) throws Exception {
        try (Context context = PlainContext.create()) {
            CommandPages pages = new CommandPages(context);
            for (CommandInfo command : pages.commands()) {
                Path page = page(command);
                Files.writeString(page, pages.filled(command, Files.readString(page)));
                System.out.println(page);
            }
        }
        System.exit(0);
    }

    /** All commands of the plugin's menu. */
    List<CommandInfo> commands() {
        return context.service(CommandService.class).getCommands().stream()
                .filter(info -> info.getDelegateClassName().startsWith("sc.fiji.invertibility.command."))
                .filter(info -> info.getMenuPath().getLeaf() != null)
                .filter(info -> !info.getDelegateClassName().endsWith("ProbeCommand"))
                .toList();
    }

    /** Where a command's page lies. */
    static Path page(CommandInfo command) {
        return FOLDER.resolve(Catalogue.folderName(command) + ".md");
    }

    /** A page with its table written anew. */
    String filled(CommandInfo command, String page) throws IOException, ModuleException {
        int from = page.indexOf(FROM), to = page.indexOf(TO);
        if (from < 0 || to < from) throw new IOException(page(command) + " lacks the marks of its table: " + FROM);
        return page.substring(0, from + FROM.length()) + "\n" + table(command) + page.substring(to);
    }

    private String table(CommandInfo command) throws ModuleException {
        Module module = context.service(ModuleService.class).createModule(command);
        String rows = CommandParameters.of(command).stream()
                .map(item -> "| `%s` | %s | %s | %s |\n"
                        .formatted(item.getName(), values(item), fallback(item, module), meaning(item)))
                .collect(Collectors.joining());
        return "\n| Key | Values | Default | Meaning |\n| --- | --- | --- | --- |\n" + rows + "\n";
    }

    private static String values(ModuleItem<?> item) {
        Class<?> type = Types.box(item.getType());
        List<?> choices = item.getChoices();
        if (choices != null && !choices.isEmpty())
            return choices.stream().map(choice -> "`" + choice + "`").collect(Collectors.joining(", "));
        if (type == ImagePlus.class) return "an open image, a title, or a path";
        if (type == File.class) return FileWidget.DIRECTORY_STYLE.equals(item.getWidgetStyle()) ? "a folder" : "a file";
        if (type == Boolean.class) return "true, false";
        if (type == String.class) return "text";
        String least = item.getMinimumValue() == null ? "" : " ≥ " + ParameterText.plain(item.getMinimumValue());
        String most = item.getMaximumValue() == null ? "" : " ≤ " + ParameterText.plain(item.getMaximumValue());
        return (type == Double.class || type == Float.class ? "number" : "whole number") + least + most;
    }

    private static String fallback(ModuleItem<?> item, Module module) {
        if (item.getType() == ImagePlus.class) return "the active image";
        Object value = module.getInput(item.getName());
        return value == null || value.toString().isEmpty() ? "–" : "`" + ParameterText.plain(value) + "`";
    }

    private static String meaning(ModuleItem<?> item) {
        String description = item.getDescription() == null
                ? ""
                : item.getDescription().replaceAll("<[^>]*>", "").strip();
        return ("**" + item.getLabel() + "** " + description)
                .replace("|", "\\|")
                .replace("\n", " ");
    }
}
