package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.IJ;
import ij.ImagePlus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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

    /**
     * Compares batches over images that are called otherwise: tables and records name them, and so does the info in each
     * TIFF file.
     */
    static void require(Path expected, String images, Path actual, String others) throws IOException {
        List<String> names = files(expected);
        assertEquals(names, files(actual));
        for (String name : names) {
            Path one = expected.resolve(name), other = actual.resolve(name);
            if (name.endsWith(".tif"))
                requireSameImage(IJ.openImage(one.toString()), images, IJ.openImage(other.toString()), others);
            else if (name.endsWith(".png")) assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(other), name);
            else
                assertEquals(
                        named(timeless(name, Files.readAllBytes(one)).replace(images, others)),
                        named(timeless(name, Files.readAllBytes(other))),
                        name);
        }
    }

    /** A file is as long as the names in it. */
    private static String named(String text) {
        return text.replaceAll("(\\.tif\": \\{\\s*\"bytes\": )\\d+", "$1");
    }

    private static void requireSameImage(ImagePlus one, String images, ImagePlus other, String others) {
        assertEquals(one.getStackSize(), other.getStackSize());
        for (int slice = 1; slice <= one.getStackSize(); slice++) {
            Object pixels = one.getStack().getPixels(slice);
            assertEquals(-1, mismatch(pixels, other.getStack().getPixels(slice)));
        }
        assertEquals(
                String.valueOf(one.getInfoProperty()).replace(images, others), String.valueOf(other.getInfoProperty()));
    }

    private static int mismatch(Object one, Object other) {
        if (one instanceof byte[] bytes) return Arrays.mismatch(bytes, (byte[]) other);
        if (one instanceof float[] floats) return Arrays.mismatch(floats, (float[]) other);
        return Arrays.mismatch((int[]) one, (int[]) other);
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
