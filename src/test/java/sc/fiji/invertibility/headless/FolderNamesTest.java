package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No image's results lie where another's do. */
@Tag("locale")
class FolderNamesTest {

    @Test
    void anEndingIsKeptWhereItIsNeeded() {
        assertEquals(List.of("a", "b"), names("a.png", "b.tif"));
        assertEquals(List.of("a.png", "a.tif"), names("a.png", "a.tif"));
        assertEquals(List.of("a.png", "a.png.jpg", "a.tif"), names("a.png", "a.png.jpg", "a.tif"));
        assertEquals(List.of("A.png", "a.tif"), names("A.png", "a.tif"), "one folder on Windows and macOS");
        assertEquals(List.of("café.png", "cafe\u0301.tif"), names("café.png", "cafe\u0301.tif"));
        assertEquals(List.of("plain", "plain.png"), names("plain", "plain.png"));
    }

    @Test
    void noFolderHasTheNameOfATable() {
        assertEquals(List.of("batch.csv.png", "summary.csv.png"), names("batch.csv.png", "summary.csv.png"));
        assertEquals(List.of("summary.csv-2", "summary.png"), names("summary.csv", "summary.png"));
    }

    @Test
    void anyFolderOfFilesGivesAsManyNames() {
        Random random = new Random(5);
        String[] parts = {"a", "A", "b", ".png", ".tif", ".csv", "-2", "-3", "é", "e\u0301"};
        for (int i = 0; i < 2000; i++) {
            Set<String> files = new HashSet<>();
            while (files.size() < 8) {
                StringBuilder name = new StringBuilder("a");
                for (int n = random.nextInt(5); n >= 0; n--) name.append(parts[random.nextInt(parts.length)]);
                files.add(name.toString());
            }
            List<String> sorted = files.stream().sorted().toList();
            List<String> names = names(sorted.toArray(String[]::new));
            Set<String> folded = new HashSet<>();
            for (String name : names) {
                String same = Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
                assertTrue(folded.add(same), name + " twice of " + sorted);
                assertFalse(same.endsWith(".csv"), name);
            }
            assertEquals(files.size(), names.size());
        }
    }

    private static List<String> names(String... files) {
        return new ArrayList<>(
                FolderNames.of(Stream.of(files).map(Path::of).toList()).keySet());
    }
}
