package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.io.Opener;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder of images, with those below it, in the order of their paths. */
public final class ImageFolder {

    private final Path folder;
    private final List<Path> files;

    private ImageFolder(Path folder, List<Path> files) {
        this.folder = folder;
        this.files = files;
    }

    /**
     * Lists a folder.
     *
     * @param folder the folder
     * @return its files, hidden ones left out
     * @throws IOException if it is no folder or holds no file; the message is one sentence
     */
    public static ImageFolder of(File folder) throws IOException {
        if (!folder.isDirectory()) throw new IOException("folder: " + folder + " is no folder");
        try (Stream<Path> all = Files.walk(folder.toPath())) {
            List<Path> files = all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
            if (files.isEmpty()) throw new IOException("folder: " + folder + " holds no files, expected images");
            return new ImageFolder(folder.toPath(), files);
        }
    }

    /** {@return the files' names below the folder, in their order} */
    public List<String> names() {
        return files.stream()
                .map(file -> folder.relativize(file).toString().replace(File.separatorChar, '/'))
                .toList();
    }

    /**
     * Opens one file with ImageJ's readers.
     *
     * @param name one of the names
     * @return the image, or nothing if ImageJ cannot read it
     */
    public Optional<ImagePlus> open(String name) {
        Opener opener = new Opener();
        opener.setSilentMode(true);
        try {
            ImagePlus image = opener.openImage(folder.resolve(name).toString());
            return Optional.ofNullable(image).filter(i -> i.getWidth() > 0);
        } catch (RuntimeException unreadable) {
            // ImageJ's readers answer damaged files with any kind of exception
            return Optional.empty();
        }
    }
}
