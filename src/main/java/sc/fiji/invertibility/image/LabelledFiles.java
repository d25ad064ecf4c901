package sc.fiji.invertibility.image;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Image files and their classes: a folder with a folder for each class, or a table.
 *
 * @param classes the names of the classes in alphabetical order, at least two, each with at least one file
 * @param files the files
 * @param labels the class of each file, from 0
 */
public record LabelledFiles(List<String> classes, ExampleFiles files, List<Integer> labels) {

    private static final long LARGEST_TABLE = 1 << 28;

    /**
     * Copies the lists.
     *
     * @param classes the names of the classes in alphabetical order, at least two, each with at least one file
     * @param files the files
     * @param labels the class of each file, from 0
     */
    public LabelledFiles {
        classes = List.copyOf(classes);
        labels = List.copyOf(labels);
    }

    /**
     * Lists a folder whose folders are classes, or the files of a table.
     *
     * @param key the parameter that messages begin with
     * @param path a folder, or a table with the headings {@code file} and {@code class}, separated by commas; files are
     *     relative to the table's folder
     * @return the files, none of them hidden, in the order of their names or of the table
     * @throws IllegalArgumentException if there is only one class, or a class without files; the message is one
     *     sentence
     * @throws IOException if it cannot be read
     */
    public static LabelledFiles of(String key, Path path) throws IOException {
        if (!Files.exists(path)) throw new IllegalArgumentException(key + ": no such folder or table: " + path);
        TreeMap<String, List<String>> classes = Files.isDirectory(path) ? folders(key, path) : table(key, path);
        if (classes.size() < 2)
            throw new IllegalArgumentException(key + ": expected at least 2 classes, but " + path + " has "
                    + (classes.isEmpty() ? "none" : "only '" + classes.firstKey() + "'")
                    + (Files.isDirectory(path) ? "; each class is a folder with images in it" : ""));
        classes.forEach((name, files) -> {
            if (files.isEmpty())
                throw new IllegalArgumentException(
                        key + ": expected images in the folder of every class, but '" + name + "' is empty");
        });
        List<String> files = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (List<String> members : classes.values()) {
            int label = labels.isEmpty() ? 0 : labels.get(labels.size() - 1) + 1;
            files.addAll(members);
            for (int i = 0; i < members.size(); i++) labels.add(label);
        }
        Path folder = Files.isDirectory(path) ? path : path.toAbsolutePath().getParent();
        return new LabelledFiles(List.copyOf(classes.keySet()), ExampleFiles.of(folder, files), labels);
    }

    private static TreeMap<String, List<String>> folders(String key, Path root) throws IOException {
        TreeMap<String, List<String>> classes = new TreeMap<>();
        try (Stream<Path> inside = Files.list(root)) {
            for (Path folder : inside.filter(Files::isDirectory).sorted().toList()) {
                String name = folder.getFileName().toString();
                if (name.startsWith(".")) continue;
                classes.put(
                        name,
                        ImageFolder.list(folder).stream()
                                .map(file -> name + folder.getFileSystem().getSeparator() + file)
                                .toList());
            }
        } catch (AccessDeniedException e) {
            throw new IOException(key + ": this folder may not be read: " + e.getFile(), e);
        }
        return classes;
    }

    private static TreeMap<String, List<String>> table(String key, Path table) throws IOException {
        String expected = ", expected one with the headings 'file' and 'class', separated by commas";
        if (Files.size(table) > LARGEST_TABLE)
            throw new IllegalArgumentException(key + ": " + table + " is too large for a table" + expected);
        List<String> lines;
        try {
            lines = Files.readAllLines(table);
        } catch (MalformedInputException e) {
            throw new IllegalArgumentException(key + ": " + table + " is no table in UTF-8" + expected, e);
        }
        List<String> headings =
                lines.isEmpty() ? List.of() : CsvLine.cells(lines.get(0).replace("\ufeff", ""));
        int file = headings.indexOf("file"), label = headings.indexOf("class");
        if (file < 0 || label < 0)
            throw new IllegalArgumentException(key + ": " + table + " has the headings '"
                    + String.join(",", headings.subList(0, Math.min(8, headings.size()))) + "'" + expected);
        TreeMap<String, List<String>> classes = new TreeMap<>();
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) continue;
            List<String> cells = CsvLine.cells(lines.get(i));
            if (cells.size() <= Math.max(file, label)
                    || cells.get(file).isBlank()
                    || cells.get(label).isBlank())
                throw new IllegalArgumentException(
                        key + ": line " + (i + 1) + " of " + table + " lacks a file or a class");
            classes.computeIfAbsent(cells.get(label).strip(), none -> new ArrayList<>())
                    .add(Path.of(cells.get(file).strip()).toString());
        }
        return classes;
    }
}
