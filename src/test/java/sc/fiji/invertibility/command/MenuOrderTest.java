package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.scijava.MenuEntry;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;

/** Who reads about a command finds it in the menu: both have the same order, with what belongs together side by side. */
class MenuOrderTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| \\[([^]]+\\.\\.\\.)]\\(");

    @RegisterExtension
    static final OpenContext CONTEXT = new OpenContext();

    @Test
    void theMenuHasTheOrderOfTheDocumentation() throws Exception {
        List<String> documented = ROW.matcher(Files.readString(Path.of("docs/commands.md")))
                .results()
                .map(row -> row.group(1))
                .toList();
        List<String> menu = CONTEXT.service(CommandService.class).getCommands().stream()
                .filter(info -> info.getMenuPath().getLeaf() != null)
                .filter(info -> isOwn(type(info)))
                .map(CommandInfo::getMenuPath)
                .map(path -> path.getLeaf())
                // As SciJava does: by weight, and by name where two have the same.
                .sorted(Comparator.comparingDouble(MenuEntry::getWeight).thenComparing(MenuEntry::getName))
                .map(MenuEntry::getName)
                .toList();
        assertEquals(documented, menu);
    }

    /** The plugin's own, and not a test's. */
    private static boolean isOwn(Class<?> type) {
        return type.getProtectionDomain()
                .getCodeSource()
                .equals(InvertibilityCommand.class.getProtectionDomain().getCodeSource());
    }

    private static Class<?> type(CommandInfo info) {
        try {
            return info.loadDelegateClass();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
