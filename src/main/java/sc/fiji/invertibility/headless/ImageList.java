package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The images in a folder, or those that match a pattern like {@code scans/*.tif}. */
final class ImageList {

    private static final List<String> ENDINGS =
            List.of("tif", "tiff", "png", "jpg", "jpeg", "gif", "bmp", "dcm", "fits", "pgm");

    private ImageList() {}

    /**
     * Each image under the name of its results' folder: its own name without the extension, or with it if two names
     * differ in nothing else. Images are ordered by name; subfolders are ignored.
     */
    static Map<String, Path> of(String key, String folderOrPattern) throws BadInputException, IOException {
        List<Path> images = list(key, folderOrPattern);
        if (images.isEmpty())
            throw new BadInputException(key + ": no image in " + folderOrPattern + "; a folder's images end in ."
                    + String.join(", .", ENDINGS));
        Map<String, Long> stems =
                images.stream().collect(Collectors.groupingBy(ImageList::stem, Collectors.counting()));
        Map<String, Path> named = new LinkedHashMap<>();
        for (Path image : images)
            named.put(
                    stems.get(stem(image)) == 1
                            ? stem(image)
                            : image.getFileName().toString(),
                    image);
        return named;
    }

    private static List<Path> list(String key, String folderOrPattern) throws BadInputException, IOException {
        Path given = path(key, folderOrPattern);
        if (Files.isDirectory(given)) return files(given, ImageList::looksLikeAnImage);
        Path parent = given.getParent() == null ? Path.of("") : given.getParent();
        if (!Files.isDirectory(parent)) throw new BadInputException(key + ": no such folder: " + parent);
        try {
            PathMatcher pattern = FileSystems.getDefault().getPathMatcher("glob:" + given.getFileName());
            return files(parent, file -> pattern.matches(file.getFileName()));
        } catch (PatternSyntaxException broken) {
            throw new BadInputException(key + ": not a pattern for file names: " + folderOrPattern, broken);
        }
    }

    private static Path path(String key, String text) throws BadInputException {
        if (text.isEmpty()) throw new BadInputException(key + ": no folder is given; expected " + key + "=FOLDER");
        try {
            return Path.of(text);
        } catch (InvalidPathException broken) {
            throw new BadInputException(key + ": not the name of a folder: " + text, broken);
        }
    }

    private static List<Path> files(Path folder, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Files.isRegularFile(file) || leadsNowhere(file))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(wanted)
                    .sorted()
                    .toList();
        }
    }

    /** A link whose file is missing is a lost image, which the batch must report. */
    private static boolean leadsNowhere(Path file) {
        return Files.isSymbolicLink(file) && !Files.exists(file);
    }

    private static boolean looksLikeAnImage(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private static String stem(Path file) {
        return file.getFileName().toString().replaceFirst("(?<=.)\\.[^.]*$", "");
    }
}
