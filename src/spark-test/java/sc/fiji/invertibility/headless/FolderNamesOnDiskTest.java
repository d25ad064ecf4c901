package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names on disk are the same as those in memory. */
class FolderNamesOnDiskTest {

    private static final String[] PARTS = {
        "a", "A", "b", "-2", "-3", ".tif", ".png", ".csv", "é", "e\u0301", "\n", "\\", "\t"
    };

    @TempDir
    Path folder;

    @Test
    void collidingNamesAreToldApartInTheSameWay() throws IOException {
        Random random = new Random(4);
        for (int trial = 0; trial < 300; trial++) {
            Set<String> names = new TreeSet<>();
            for (int i = 0; i < 12; i++) {
                StringBuilder name = new StringBuilder("x");
                for (int parts = 1 + random.nextInt(4); parts > 0; parts--)
                    name.append(PARTS[random.nextInt(PARTS.length)]);
                names.add(name.toString());
            }
            assertEquals(expected(names), actual(names), names::toString);
        }
    }

    @Test
    void namesAreSortedAsPathsAre() throws IOException {
        List<String> names = List.of("z", "é", "\uFFE5", "\uD83D\uDE00", "a\nb", "a", "a b", "\\", "a\\n");
        Path from = folder.resolve("from"), to = folder.resolve("to");
        Files.write(from, names.stream().map(NameLines::escaped).toList(), StandardCharsets.UTF_8);
        NameLines.sort(from, to, NameLines.BY_NAME);
        List<byte[]> bytes = new ArrayList<>();
        for (String name : names) bytes.add(name.getBytes(StandardCharsets.UTF_8));
        bytes.sort(java.util.Arrays::compareUnsigned);
        assertEquals(
                bytes.stream()
                        .map(name -> new String(name, StandardCharsets.UTF_8))
                        .toList(),
                Files.readAllLines(to, StandardCharsets.UTF_8).stream()
                        .map(NameLines::unescaped)
                        .toList());
    }

    private static List<String> expected(Set<String> names) {
        return new ArrayList<>(
                FolderNames.of(names.stream().map(Path::of).toList()).keySet());
    }

    private List<String> actual(Set<String> names) throws IOException {
        Path lines = folder.resolve("names");
        Files.write(lines, names.stream().map(NameLines::escaped).toList(), StandardCharsets.UTF_8);
        FolderNamesOnDisk folders = FolderNamesOnDisk.of(lines);
        List<String> given = new ArrayList<>();
        for (String name : names) given.add(folders.next(given.size(), name));
        return given;
    }
}
