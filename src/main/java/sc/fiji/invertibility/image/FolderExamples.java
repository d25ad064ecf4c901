package sc.fiji.invertibility.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sc.fiji.invertibility.train.Example;
import sc.fiji.invertibility.train.ExampleSource;

/**
 * The images of a folder as examples, each read when it is needed. Only their names are in memory, as few bytes.
 */
public final class FolderExamples implements ExampleSource {

    private final Path root;
    private final FileNames names;
    private final int[] chosen;
    private final ExampleCrop crop;

    private FolderExamples(Path root, FileNames names, int[] chosen, ExampleCrop crop) {
        this.root = root;
        this.names = names;
        this.chosen = chosen;
        this.crop = crop;
    }

    /**
     * All files of a folder and its sub-folders. Hidden ones are left out.
     *
     * @param root the folder
     * @param crop which part of each is learnt from
     * @return the examples
     * @throws IllegalArgumentException if it is no folder, or has no files
     * @throws IOException if it cannot be listed
     */
    public static FolderExamples of(Path root, ExampleCrop crop) throws IOException {
        List<String> files = files(root);
        if (files.isEmpty())
            throw new IllegalArgumentException("expected a folder with images, but there are no files in " + root);
        return new FolderExamples(
                root, FileNames.of(files), IntStream.range(0, files.size()).toArray(), crop);
    }

    /**
     * Some of the examples.
     *
     * @param indices which, from 0 on
     * @return these alone, in this order
     */
    public FolderExamples some(int[] indices) {
        int[] own = IntStream.of(indices).map(i -> chosen[i]).toArray();
        return new FolderExamples(root, names, own, crop);
    }

    /**
     * Returns the file of an example.
     *
     * @param index which example
     * @return the path relative to the folder
     */
    public String name(int index) {
        return names.name(chosen[index]);
    }

    @Override
    public int size() {
        return chosen.length;
    }

    @Override
    public Example read(int index, SplittableRandom random) throws IOException {
        String name = name(index);
        try {
            return new Example(name, crop.of(ImageFiles.open(root.resolve(name).toFile()), random), 0);
        } catch (IOException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
    }

    private static List<String> files(Path root) throws IOException {
        requireFolder(root);
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(root::relativize)
                    .filter(ImageFolder::isShown)
                    .map(Path::toString)
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw new IOException(e.getCause().getMessage() + " cannot be listed", e);
        }
    }

    private static void requireFolder(Path folder) {
        if (!Files.exists(folder)) throw new IllegalArgumentException("no such folder: " + folder);
        if (!Files.isDirectory(folder)) throw new IllegalArgumentException("this is a file, not a folder: " + folder);
    }
}
