package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * CIFAR-10 as image files: {@code train/CLASS/FILE} and {@code test/CLASS/FILE}.
 *
 * @param root the folder that has both
 */
record CifarFolder(Path root) {

    private static final long MOST_BYTES = 1L << 31;

    /**
     * Finds the images in a folder, or unpacks them from a zip file once.
     *
     * @param given the folder or the file
     * @param unpacked where a file is unpacked
     */
    static CifarFolder of(Path given, Path unpacked) throws IOException, BadInputException {
        Path folder = given;
        if (Files.isRegularFile(given)) {
            folder = unpacked;
            if (!Files.isDirectory(unpacked)) unpack(given, unpacked);
        }
        for (Path root : List.of(folder, folder.resolve("cifar10")))
            if (Files.isDirectory(root.resolve("train")) && Files.isDirectory(root.resolve("test")))
                return new CifarFolder(root);
        throw new BadInputException(
                "cifar: expected a folder or zip file with the folders train and test, but got " + given);
    }

    private static void unpack(Path file, Path target) throws IOException, BadInputException {
        Path part = Files.createDirectories(target.resolveSibling(target.getFileName() + ".part"));
        long bytes = 0;
        try (InputStream in = Files.newInputStream(file);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path path = part.resolve(entry.getName()).normalize();
                if (!path.startsWith(part))
                    throw new BadInputException("cifar: " + file + " wants to write to " + path);
                if (entry.isDirectory()) continue;
                Files.createDirectories(path.getParent());
                bytes += Files.copy(zip, path, StandardCopyOption.REPLACE_EXISTING);
                if (bytes > MOST_BYTES) throw new BadInputException("cifar: " + file + " is larger than CIFAR-10");
            }
        }
        Files.move(part, target);
    }

    /** {@return the images that are measured once} */
    Path test() {
        return root.resolve("test");
    }

    /**
     * Writes a table of the first training images of each class.
     *
     * @param images how many in all
     * @param target the table
     */
    Path training(int images, Path target) throws IOException {
        List<String> lines = new ArrayList<>(List.of("file,class"));
        List<Path> classes = sorted(root.resolve("train"));
        for (Path each : classes)
            sorted(each).stream()
                    .limit(Math.max(1, images / classes.size()))
                    .forEach(file -> lines.add(file.toAbsolutePath() + "," + each.getFileName()));
        Files.createDirectories(target.getParent());
        return Files.write(target, lines);
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.sorted().toList();
        }
    }
}
