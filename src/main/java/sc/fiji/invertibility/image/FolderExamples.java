package sc.fiji.invertibility.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sc.fiji.invertibility.train.Example;
import sc.fiji.invertibility.train.ExampleSource;

/**
 * The images of a folder as examples, each read when it is needed. Only their names are in memory, as few bytes. With
 * classes, each sub-folder is one, in the order of their names.
 */
public final class FolderExamples implements ExampleSource {

    private final Path root;
    private final FileNames names;
    private final short[] labels;
    private final List<String> classes;
    private final int[] chosen;
    private final ExampleCrop crop;

    private FolderExamples(
            Path root, FileNames names, short[] labels, List<String> classes, int[] chosen, ExampleCrop crop) {
        this.root = root;
        this.names = names;
        this.labels = labels;
        this.classes = classes;
        this.chosen = chosen;
        this.crop = crop;
    }

    /**
     * All files of a folder and its sub-folders, without classes. Hidden ones are left out.
     *
     * @param root the folder
     * @param crop which part of each is learnt from
     * @return the examples
     * @throws IllegalArgumentException if it is no folder, or has no files
     * @throws IOException if it cannot be listed
     */
    public static FolderExamples of(Path root, ExampleCrop crop) throws IOException {
        List<String> files = files(root, root);
        if (files.isEmpty())
            throw new IllegalArgumentException("expected a folder with images, but there are no files in " + root);
        return new FolderExamples(root, FileNames.of(files), new short[files.size()], List.of(), all(files), crop);
    }

    /**
     * The files of a folder that has one sub-folder for each class. Hidden ones are left out.
     *
     * @param root the folder
     * @param crop which part of each is learnt from
     * @return the examples
     * @throws IllegalArgumentException if it is no folder, has fewer than two sub-folders, or one is empty; in one
     *     sentence
     * @throws IOException if it cannot be listed
     */
    public static FolderExamples ofClasses(Path root, ExampleCrop crop) throws IOException {
        requireFolder(root);
        List<String> classes = new ArrayList<>();
        try (Stream<Path> children = Files.list(root)) {
            children.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .forEach(classes::add);
        }
        if (classes.size() < 2 || classes.size() > Short.MAX_VALUE)
            throw new IllegalArgumentException("expected a folder with one sub-folder for each of at least two classes,"
                    + " but " + root + " has "
                    + (classes.isEmpty()
                            ? "none"
                            : classes.size() + (classes.size() == 1 ? " (" + classes.get(0) + ")" : "")));
        List<String> files = new ArrayList<>();
        short[] labels = new short[0];
        for (int label = 0; label < classes.size(); label++) {
            List<String> own = files(root, root.resolve(classes.get(label)));
            if (own.isEmpty())
                throw new IllegalArgumentException(
                        "expected images of each class, but there are no files in " + root.resolve(classes.get(label)));
            files.addAll(own);
            int from = labels.length;
            labels = Arrays.copyOf(labels, files.size());
            Arrays.fill(labels, from, labels.length, (short) label);
        }
        return new FolderExamples(root, FileNames.of(files), labels, classes, all(files), crop);
    }

    /**
     * Files with their classes, for example those of a table.
     *
     * @param root the folder that names are relative to
     * @param files the names
     * @param labels the number of each one's class
     * @param classes the classes' names
     * @param crop which part of each is learnt from
     * @return the examples
     */
    public static FolderExamples of(
            Path root, List<String> files, int[] labels, List<String> classes, ExampleCrop crop) {
        short[] numbers = new short[labels.length];
        for (int i = 0; i < labels.length; i++) numbers[i] = (short) labels[i];
        return new FolderExamples(root, FileNames.of(files), numbers, List.copyOf(classes), all(files), crop);
    }

    /**
     * Some of the examples.
     *
     * @param indices which, from 0 on
     * @return these alone, in this order
     */
    public FolderExamples some(int[] indices) {
        int[] own = IntStream.of(indices).map(i -> chosen[i]).toArray();
        return new FolderExamples(root, names, labels, classes, own, crop);
    }

    /**
     * The same images, with another part of each.
     *
     * @param other which part
     * @return the changed examples
     */
    public FolderExamples with(ExampleCrop other) {
        return new FolderExamples(root, names, labels, classes, chosen, other);
    }

    /** {@return the names of the classes; none if there are no classes} */
    public List<String> classes() {
        return classes;
    }

    /**
     * Returns the class of an example.
     *
     * @param index which example
     * @return the number of its class; 0 without classes
     */
    public int label(int index) {
        return labels[chosen[index]];
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
            return new Example(name, crop.of(ImageFiles.open(root.resolve(name).toFile()), random), label(index));
        } catch (IOException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
    }

    private static int[] all(List<String> files) {
        return IntStream.range(0, files.size()).toArray();
    }

    private static List<String> files(Path root, Path folder) throws IOException {
        requireFolder(folder);
        try (Stream<Path> all = Files.walk(folder)) {
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
