package sc.fiji.invertibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages for those who work on the code speak of classes and files that there are. */
class ManualTest {

    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern TYPE = Pattern.compile("^(?:[\\w.]+/)*([A-Z]\\w*[a-z]\\w*)(?:\\.\\w+)?(?:\\(.*\\))?$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

    /** Types of libraries, parameters' values, and what stands for a name. */
    private static final Set<String> OF_OTHERS = Set.of(
            "ImagePlus",
            "ResultsTable",
            "Img",
            "ItemIO",
            "Parallelization",
            "String",
            "File",
            "Auto",
            "Unit",
            "Normalised");

    @ParameterizedTest
    @ValueSource(strings = {"CONTRIBUTING.md", "docs/architecture.md", "docs/glossary.md", "docs/java.md"})
    void everyTypeAndEveryLinkIsThere(String page) throws IOException {
        Set<String> types;
        try (Stream<Path> sources = Files.walk(Path.of("src"))) {
            types = sources.map(source -> source.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
        String text = Files.readString(Path.of(page)).replaceAll("(?s)```.*?```", "");
        Set<String> unknown = new TreeSet<>();
        int found = 0;
        for (MatchResult code : CODE.matcher(text).results().toList()) {
            Matcher type = TYPE.matcher(code.group(1));
            if (!type.find() || type.group(1).contains("NAME")) continue;
            if (types.contains(type.group(1))) found++;
            else if (!OF_OTHERS.contains(type.group(1))) unknown.add(type.group(1));
        }
        assertEquals(Set.of(), unknown, page + " speaks of types that are gone");
        assertTrue(found > 5, page + " speaks of types");
        for (MatchResult link : LINK.matcher(text).results().toList()) {
            Path target = Path.of(page).toAbsolutePath().getParent().resolve(link.group(1));
            assertTrue(Files.exists(target), page + " links to " + link.group(1));
        }
    }
}
