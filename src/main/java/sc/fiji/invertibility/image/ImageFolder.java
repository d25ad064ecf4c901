package sc.fiji.invertibility.image;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import sc.fiji.invertibility.weights.Sha256;

/**
 * The files of a folder and its subfolders, which are opened one after another with whatever ImageJ can read. Hidden
 * ones are left out.
 *
 * @param root the folder
 * @param files the files relative to it, in the order of their names
 */
public record ImageFolder(Path root, List<Path> files) {

    /**
     * Copies the list.
     *
     * @param root the folder
     * @param files the files relative to it
     */
    public ImageFolder {
        files = List.copyOf(files);
    }

    /**
     * Lists a folder.
     *
     * @param root the folder
     * @return its files
     * @throws IllegalArgumentException if it is not a folder, or has no files
     * @throws IOException if it cannot be listed
     */
    public static ImageFolder of(Path root) throws IOException {
        try {
            List<Path> files = list(root);
            if (files.isEmpty())
                throw new IllegalArgumentException("expected a folder with images, but there are no files in " + root);
            return new ImageFolder(root, files);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("folder: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException("folder: " + e.getMessage(), e);
        }
    }

    /**
     * Lists the files of a folder and its subfolders, without hidden ones. A folder in it that cannot be read is listed
     * as if it were a file, so that it is named with what cannot be used.
     *
     * @return their paths relative to the folder, sorted; perhaps none
     * @throws IllegalArgumentException if it is not a folder
     * @throws IOException if it cannot be listed
     */
    static List<Path> list(Path root) throws IOException {
        if (!Files.exists(root)) throw new IllegalArgumentException("no such folder: " + root);
        if (!Files.isDirectory(root)) throw new IllegalArgumentException("this is a file, not a folder: " + root);
        FolderTree tree = FolderTree.of(root);
        return Stream.concat(tree.files().stream(), tree.closed().stream())
                .map(root::relativize)
                .sorted()
                .toList();
    }

    /**
     * Opens one of the files, without showing a window for the image or for an error.
     *
     * @param file one of {@link #files}
     * @return the image
     * @throws IOException if ImageJ cannot read it, or it is incomplete; the message says which
     */
    public ImagePlus open(Path file) throws IOException {
        return ImageFiles.open(root.resolve(file).toFile());
    }

    /**
     * Returns a fingerprint of the folder's present state.
     *
     * @return a SHA-256 in hexadecimal digits, of all names, sizes and times
     * @throws IOException if the attributes of a file cannot be read
     */
    public String fingerprint() throws IOException {
        StringBuilder list = new StringBuilder(root.toAbsolutePath().normalize() + "\n");
        for (Path file : files) {
            Path path = root.resolve(file);
            if (!Files.exists(path)) continue;
            list.append(file).append('\t').append(Files.size(path)).append('\t');
            list.append(Files.getLastModifiedTime(path).toMillis()).append('\n');
        }
        return Sha256.of(list.toString());
    }

    /**
     * Returns the file in which an unfinished measurement of this folder is saved, which is next to the folder.
     *
     * @param measurement the beginning of the file's extension, such as {@code sparsity}
     * @param setting a description of what is measured; each setting has its own file
     * @return the file
     */
    public Path sibling(String measurement, String setting) {
        Path whole = root.toAbsolutePath().normalize();
        String name = whole.getFileName() == null ? "" : whole.getFileName().toString();
        return whole.resolveSibling(
                name + "." + measurement + "-" + Sha256.of(setting).substring(0, 8) + ".json");
    }
}
