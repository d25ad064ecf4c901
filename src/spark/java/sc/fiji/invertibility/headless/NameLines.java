package sc.fiji.invertibility.headless;

import com.google.code.externalsorting.ExternalSort;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Names as lines of a file, which are sorted without having all of them in memory. */
final class NameLines {

    /** The names in memory at a time, in bytes as the sorter estimates them. */
    private static final long MEMORY = 32L << 20;

    private static final int MOST_PARTS = 1024;

    /** As Unix sorts paths: by the bytes of UTF-8, which is the order of the code points. */
    static final Comparator<String> BY_NAME = (a, b) -> byCodePoints(unescaped(a), unescaped(b));

    private NameLines() {}

    /** Sorts the lines of a file into another. */
    static void sort(Path from, Path to, Comparator<String> order) throws IOException {
        Path parts = Files.createTempDirectory(to.toAbsolutePath().getParent(), "parts");
        try (BufferedReader lines = Files.newBufferedReader(from, StandardCharsets.UTF_8)) {
            List<File> sorted = ExternalSort.sortInBatch(
                    lines,
                    Math.max(1, Files.size(from)),
                    order,
                    MOST_PARTS,
                    MEMORY,
                    StandardCharsets.UTF_8,
                    parts.toFile(),
                    false,
                    0,
                    false,
                    false);
            ExternalSort.mergeSortedFiles(sorted, to.toFile(), order, StandardCharsets.UTF_8, false);
        } finally {
            Files.deleteIfExists(parts);
        }
    }

    /** A name without line breaks and tabs. */
    static String escaped(String name) {
        if (name.indexOf('\\') < 0 && name.chars().noneMatch(c -> c < ' ')) return name;
        return name.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
    }

    static String unescaped(String line) {
        if (line.indexOf('\\') < 0) return line;
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c != '\\') {
                name.append(c);
                continue;
            }
            char kind = line.charAt(++i);
            name.append(kind == 'n' ? '\n' : kind == 'r' ? '\r' : kind == 't' ? '\t' : kind);
        }
        return name.toString();
    }

    private static int byCodePoints(String a, String b) {
        int same = 0, most = Math.min(a.length(), b.length());
        while (same < most && a.charAt(same) == b.charAt(same)) same++;
        if (same == most) return Integer.compare(a.length(), b.length());
        char x = a.charAt(same), y = b.charAt(same);
        // Halves of code points above the first plane come after all others.
        boolean high = Character.isSurrogate(x), other = Character.isSurrogate(y);
        return high == other ? Character.compare(x, y) : high ? 1 : -1;
    }
}
