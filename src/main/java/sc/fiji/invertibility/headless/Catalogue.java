package sc.fiji.invertibility.headless;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleInfo;
import sc.fiji.invertibility.command.OwnCommands;

/** The plugin's own commands, by their names in the menu. */
final class Catalogue {

    private final List<CommandInfo> commands;

    private Catalogue(List<CommandInfo> commands) {
        this.commands = commands;
    }

    /** All commands of the plugin that have a place in the menu and need no screen, sorted by name. */
    static Catalogue of(CommandService service) {
        return new Catalogue(service.getCommands().stream()
                .filter(OwnCommands::include)
                .filter(info -> info.getMenuPath().getLeaf() != null && info.canRunHeadless())
                // A command without outputs only calls another one, and has nothing to write.
                .filter(info -> info.outputs().iterator().hasNext())
                .sorted(Comparator.comparing(Catalogue::name))
                .collect(Collectors.toList()));
    }

    List<CommandInfo> commands() {
        return commands;
    }

    /** The command of this name; case, spaces, dots and dashes do not matter. */
    CommandInfo find(String typed) throws BadInputException {
        return commands.stream()
                .filter(info -> letters(name(info)).equals(letters(typed)))
                .findFirst()
                .orElseThrow(() -> new BadInputException(unknown(typed)));
    }

    /** The menu entry's words without its dots, {@code Reconstruct From Layer}. */
    static String name(ModuleInfo info) {
        return info.getMenuPath().getLeaf().getName().replaceAll("[.\\s]+$", "");
    }

    /** The name as a file name, {@code reconstruct-from-layer}. */
    static String folderName(ModuleInfo info) {
        return name(info).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    private String unknown(String typed) {
        List<String> names = commands.stream().map(Catalogue::name).collect(Collectors.toList());
        return "unknown command '" + typed + "'" + SpellingSuggestion.hint(typed, names) + "; the commands are: "
                + String.join(", ", names);
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
