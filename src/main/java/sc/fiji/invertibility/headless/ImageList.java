package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** The images in a folder, or those that match a pattern like {@code scans/*.tif}. */
final class ImageList {

    private static final List<String> ENDINGS =
            List.of("tif", "tiff", "png", "jpg", "jpeg", "gif", "bmp", "dcm", "fits", "pgm");

    private final String key;
    private final String text;
    private final FileSystem system;

    private ImageList(String key, String text, FileSystem system) {
        this.key = key;
        this.text = text;
        this.system = system;
    }

    /**
     * Each image under the name of its results' folder, see {@link FolderNames}. They are in the order of their names;
     * what lies in folders further down is left out.
     */
    static Map<String, Path> of(String key, String folderOrPattern) throws BadInputException, IOException {
        return of(key, folderOrPattern, FileSystems.getDefault());
    }

    static Map<String, Path> of(String key, String folderOrPattern, FileSystem system)
            throws BadInputException, IOException {
        List<Path> images = new ImageList(key, folderOrPattern, system).list();
        if (images.isEmpty()) throw none(key, folderOrPattern);
        return FolderNames.of(images);
    }

    static BadInputException none(String key, String folderOrPattern) {
        return new BadInputException(key + ": no image in " + folderOrPattern + "; a folder's images end in ."
                + String.join(", .", ENDINGS));
    }

    /** The images in no order, one by one while the folder is read; must be closed. */
    static Stream<Path> unsorted(String key, String folderOrPattern) throws BadInputException, IOException {
        return new ImageList(key, folderOrPattern, FileSystems.getDefault()).files();
    }

    private List<Path> list() throws BadInputException, IOException {
        try (Stream<Path> files = files()) {
            return files.sorted().toList();
        }
    }

    private Stream<Path> files() throws BadInputException, IOException {
        if (text.isEmpty()) throw new BadInputException(key + ": no folder is given; expected " + key + "=FOLDER");
        if (isFolder())
            return files(
                    system.getPath(text),
                    file -> looksLikeAnImage(file.getFileName().toString()));
        // Windows has no paths with a star: the pattern is split off before the rest becomes one.
        int name = Math.max(text.lastIndexOf('/'), text.lastIndexOf(system.getSeparator())) + 1;
        Path parent = path(text.substring(0, name));
        if (!Files.isDirectory(parent)) throw new BadInputException(key + ": no such folder: " + parent);
        if (!isPattern(text.substring(name)) && Files.notExists(path(text)))
            throw new BadInputException(key + ": no such folder: " + text);
        try {
            PathMatcher pattern = system.getPathMatcher("glob:" + text.substring(name));
            return files(parent, file -> pattern.matches(file.getFileName()));
        } catch (PatternSyntaxException broken) {
            throw new BadInputException(key + ": not a pattern for file names: " + text, broken);
        }
    }

    /** Without such a character, a misspelt folder would be a pattern that nothing matches. */
    private static boolean isPattern(String name) {
        return name.chars().anyMatch(c -> "*?[{\\".indexOf(c) >= 0);
    }

    private boolean isFolder() {
        try {
            return Files.isDirectory(system.getPath(text));
        } catch (InvalidPathException pattern) {
            return false;
        }
    }

    private Path path(String folder) throws BadInputException {
        try {
            return system.getPath(folder);
        } catch (InvalidPathException broken) {
            throw new BadInputException(key + ": not the name of a folder: " + text, broken);
        }
    }

    private Stream<Path> files(Path folder, Predicate<Path> wanted) throws BadInputException, IOException {
        if (!Files.isReadable(folder)) throw new BadInputException(key + ": this folder may not be read: " + folder);
        return Files.list(folder)
                .filter(file -> Files.isRegularFile(file) || leadsNowhere(file))
                .filter(file -> !file.getFileName().toString().startsWith("."))
                .filter(wanted);
    }

    /** A link whose file is missing is a lost image, which the batch must report. */
    private static boolean leadsNowhere(Path file) {
        return Files.isSymbolicLink(file) && !Files.exists(file);
    }

    static boolean looksLikeAnImage(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    }
}
