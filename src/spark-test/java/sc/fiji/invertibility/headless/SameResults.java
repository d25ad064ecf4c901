package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Compares the results of two batches, file by file and byte by byte; only times may differ. */
final class SameResults {

    private SameResults() {}

    static void require(Path expected, Path actual) throws IOException {
        List<String> names = files(expected);
        assertEquals(names, files(actual));
        for (String name : names) {
            byte[] one = Files.readAllBytes(expected.resolve(name)), other = Files.readAllBytes(actual.resolve(name));
            if (name.endsWith(".csv") || name.endsWith(".json"))
                assertEquals(timeless(name, one), timeless(name, other), name);
            else assertArrayEquals(one, other, name);
        }
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static String timeless(String name, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (name.endsWith(".json"))
            return text.replaceAll("(\"started\": ).*", "$1")
                    .replaceAll("(\"milliseconds\": ).*", "$1")
                    // a table is as long as the times in it
                    .replaceAll("(\\.csv\": \\{\\s*\"bytes\": )\\d+", "$1");
        List<String> lines = text.lines().toList(), headings = CsvRows.cells(lines.get(0));
        StringBuilder kept = new StringBuilder();
        for (String line : lines) {
            List<String> cells = new ArrayList<>(CsvRows.cells(line));
            int at = headings.indexOf("milliseconds");
            if (at >= 0) cells.set(at, "");
            kept.append(CsvTable.line(cells).replaceAll("done in \\d+ ms", "done"));
        }
        return kept.toString();
    }
}
