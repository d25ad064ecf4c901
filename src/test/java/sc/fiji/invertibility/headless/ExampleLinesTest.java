package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;
import sc.fiji.invertibility.command.OwnCommands;

/** What the documentation tells people to type has commands, keys and choices that exist. */
class ExampleLinesTest {

    private static final Set<String> OF_THE_RUNNER = Set.of("images", "previews", "spark");

    private static final Pattern SHELL_WORD = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+");
    private static final Pattern MACRO = Pattern.compile("run\\(\"([^\"]+)\\.\\.\\.\", \"([^\"]*)\"\\)");
    private static final Pattern OPTION = Pattern.compile("(\\w+)=(\\[[^\\]]*]|\\S+)");

    private static Context context;

    @BeforeAll
    static void start() {
        context = PlainContext.create();
    }

    @AfterAll
    static void stop() {
        context.dispose();
    }

    @Test
    void shellLinesCanBeTyped() throws Exception {
        Catalogue catalogue = Catalogue.of(context.service(CommandService.class));
        int lines = 0;
        for (Path page : pages())
            for (String line : Files.readString(page).replace("\\\n", " ").split("\n")) {
                int start = line.indexOf("scripts/run ");
                if (start < 0 || !line.substring(0, start).matches("(\\w+=\\S+ )*")) continue;
                CommandLine typed = CommandLine.parse(words(line.substring(start + 12)));
                if (typed.has(CommandLine.LIST)) continue;
                CommandInfo command = catalogue.find(typed.command());
                typed.values().forEach((key, value) -> exists(command, key, value, page + ": " + line));
                lines++;
            }
        assertTrue(lines > 25, lines + " lines");
    }

    @Test
    void macroLinesCanBeTyped() throws Exception {
        List<CommandInfo> commands = context.service(CommandService.class).getCommands().stream()
                .filter(OwnCommands::include)
                .filter(info -> info.getMenuPath().getLeaf() != null)
                .toList();
        int lines = 0;
        for (Path page : pages()) {
            Matcher line = MACRO.matcher(Files.readString(page));
            while (line.find())
                for (CommandInfo command : commands)
                    if (Catalogue.name(command).equals(line.group(1))) {
                        Matcher option = OPTION.matcher(line.group(2));
                        while (option.find())
                            exists(
                                    command,
                                    option.group(1),
                                    option.group(2).replaceAll("[\\[\\]]", ""),
                                    page + ": " + line.group());
                        lines++;
                    }
        }
        assertTrue(lines > 15, lines + " lines");
    }

    private static void exists(CommandInfo command, String key, String value, String where) {
        if (OF_THE_RUNNER.contains(key) && CommandParameters.image(command).isPresent()) return;
        ModuleItem<?> item = CommandParameters.of(command).stream()
                .filter(each -> each.getName().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError(where + " has no key " + key));
        // The files are examples.
        if (item.getType() == File.class || CommandParameters.isImage(item)) return;
        assertDoesNotThrow(() -> ParameterText.parse(item, value), where);
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = SHELL_WORD.matcher(line.replaceFirst(" #.*", ""));
        while (word.find()) words.add(word.group().replaceAll("[\"']", ""));
        return words;
    }

    private static List<Path> pages() throws Exception {
        try (Stream<Path> files = Files.walk(Path.of("docs"))) {
            return Stream.concat(files.filter(file -> file.toString().endsWith(".md")), Stream.of(Path.of("README.md")))
                    .sorted()
                    .toList();
        }
    }
}
