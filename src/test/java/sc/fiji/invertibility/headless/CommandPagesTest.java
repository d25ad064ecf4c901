package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.scijava.Context;
import org.scijava.command.CommandInfo;

class CommandPagesTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

    /** After a parameter was changed: scripts/manual. */
    @TestFactory
    Stream<DynamicTest> everyCommandHasAPageWithAllOfItsParameters() {
        return Stream.of("commands").flatMap(all -> {
            try (Context context = PlainContext.create()) {
                CommandPages pages = new CommandPages(context);
                return List.copyOf(pages.commands()).stream()
                        .map(command -> DynamicTest.dynamicTest(command.getTitle(), () -> isUpToDate(command)));
            }
        });
    }

    private static void isUpToDate(CommandInfo command) throws Exception {
        try (Context context = PlainContext.create()) {
            CommandPages pages = new CommandPages(context);
            CommandInfo same = pages.commands().stream()
                    .filter(info -> info.getDelegateClassName().equals(command.getDelegateClassName()))
                    .findFirst()
                    .orElseThrow();
            String page = Files.readString(CommandPages.page(same));
            assertEquals(pages.filled(same, page), page, "scripts/manual writes the table anew");
        }
    }

    @Test
    void noLinkOfTheDocumentationIsBroken() throws Exception {
        int links = 0;
        List<Path> pages;
        try (Stream<Path> files = Files.walk(Path.of("docs"))) {
            pages = Stream.concat(
                            files.filter(file -> file.toString().endsWith(".md")),
                            Stream.of(Path.of("README.md"), Path.of("test-images", "README.md")))
                    .toList();
        }
        for (Path page : pages) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                Path target =
                        page.toAbsolutePath().getParent().resolve(link.group(1)).normalize();
                assertTrue(Files.exists(target), page + " links to " + link.group(1));
                links++;
            }
        }
        assertTrue(links > 50, links + " links");
    }
}
