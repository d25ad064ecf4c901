package sc.fiji.invertibility.headless;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The names that {@link FolderNames} gives, for images that are not in memory: a bit each tells whether an image has its
 * name without the ending to itself; only names that would collide are kept.
 */
final class FolderNamesOnDisk {

    /** Images, by their places, that take their whole name. */
    private final BitSet whole = new BitSet();

    /** Names, folded, that several images have, or that no folder may have. */
    private final Set<String> contested = new HashSet<>();

    private final FolderNames folders = new FolderNames();

    private FolderNamesOnDisk() {}

    /** Looks through sorted, escaped names, one a line. */
    static FolderNamesOnDisk of(Path names) throws IOException {
        Path keys = names.resolveSibling("keys"), sorted = names.resolveSibling("keys-sorted");
        try (BufferedReader lines = Files.newBufferedReader(names, StandardCharsets.UTF_8);
                BufferedWriter to = Files.newBufferedWriter(keys, StandardCharsets.UTF_8)) {
            int image = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine(), image++) {
                String name = NameLines.unescaped(line);
                to.write(NameLines.escaped(FolderNames.folded(FolderNames.stem(name))) + "\t" + image + "\ts\n");
                to.write(NameLines.escaped(FolderNames.folded(name)) + "\t" + image + "\tn\n");
            }
        }
        NameLines.sort(keys, sorted, Comparator.naturalOrder());
        FolderNamesOnDisk made = new FolderNamesOnDisk();
        made.readKeys(sorted);
        Files.delete(keys);
        Files.delete(sorted);
        while (made.contest(names)) continue;
        return made;
    }

    /** The folder of the next image; all must be asked for in their order. */
    String next(int image, String name) {
        String wanted = whole.get(image) ? name : FolderNames.stem(name);
        return isContested(wanted, name) ? folders.free(wanted, name) : wanted;
    }

    private void readKeys(Path sorted) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(sorted, StandardCharsets.UTF_8)) {
            String key = "";
            List<Integer> stems = new ArrayList<>(), names = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split("\t", -1);
                if (!cells[0].equals(key)) {
                    settle(key, stems, names);
                    key = cells[0];
                }
                (cells[2].equals("s") ? stems : names).add(Integer.valueOf(cells[1]));
            }
            settle(key, stems, names);
        }
    }

    private void settle(String key, List<Integer> stems, List<Integer> names) {
        if (names.size() > 1) contested.add(NameLines.unescaped(key));
        boolean own = stems.size() == 1 && (names.isEmpty() || names.contains(stems.get(0)));
        if (!own) stems.forEach(whole::set);
        stems.clear();
        names.clear();
    }

    /** Adds the names of images that may be in the way of a contested name with a number; whether there were any. */
    private boolean contest(Path names) throws IOException {
        boolean more = false;
        try (BufferedReader lines = Files.newBufferedReader(names, StandardCharsets.UTF_8)) {
            int image = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine(), image++) {
                String name = NameLines.unescaped(line);
                String wanted = whole.get(image) ? name : FolderNames.stem(name);
                if (isContested(wanted, name)) more |= contested.add(FolderNames.folded(name));
            }
        }
        return more;
    }

    private boolean isContested(String wanted, String name) {
        if (FolderNames.isReserved(wanted)) return true;
        if (contested.isEmpty()) return false;
        String folded = FolderNames.folded(wanted);
        return contested.contains(FolderNames.folded(name))
                || contested.contains(folded)
                || contested.contains(folded.replaceFirst("-[0-9]+$", ""));
    }
}
