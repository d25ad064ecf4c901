package sc.fiji.invertibility.headless;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Names the folders of images' results so that no two are the same, on any disk: neither where upper and lower case or
 * the ways to write an accent are not told apart, nor where a table over all images will lie.
 */
final class FolderNames {

    private final Set<String> taken = new HashSet<>();

    FolderNames() {}

    /**
     * Each image under its folder's name: its own without the ending; with it, where it would be that of another image
     * or a table's; with a number, where even that is so. The order is kept.
     */
    static Map<String, Path> of(List<Path> images) {
        Map<String, Long> stems = counted(images, FolderNames::stem), names = counted(images, FolderNames::name);
        Map<String, Path> named = new LinkedHashMap<>();
        FolderNames folders = new FolderNames();
        for (Path image : images) {
            String stem = folded(stem(image));
            boolean own = stems.get(stem) == 1 && (!names.containsKey(stem) || stem.equals(folded(name(image))));
            named.put(folders.free(own ? stem(image) : name(image), name(image)), image);
        }
        return named;
    }

    String free(String wanted, String name) {
        String free = wanted;
        for (int i = 1; isReserved(free) || !taken.add(folded(free)); i++) free = i == 1 ? name : name + "-" + i;
        return free;
    }

    /** Tables have this ending; what begins with a dot is hidden, or leads out of the folder. */
    static boolean isReserved(String name) {
        return folded(name).endsWith(".csv") || name.startsWith(".");
    }

    private static Map<String, Long> counted(List<Path> images, Function<Path, String> text) {
        return images.stream().collect(Collectors.groupingBy(text.andThen(FolderNames::folded), Collectors.counting()));
    }

    static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    /**
     * Whether a file is found again by its name as text. In the locale C, where programs run at night often are, no
     * name with an accent is; elsewhere, those are not that an older computer wrote in another character set.
     */
    static boolean canBeWritten(Path file) {
        try {
            return file.getFileSystem().getPath(file.toString()).equals(file);
        } catch (InvalidPathException unknown) {
            return false;
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static String stem(Path file) {
        return stem(name(file));
    }

    /** A file's name without its ending. */
    static String stem(String name) {
        return name.replaceFirst("(?<=.)\\.[^.]*$", "");
    }
}
