package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import sc.fiji.invertibility.image.FolderTree;

/**
 * The folders of a batch that goes into folders.
 *
 * @param folders those that hold images, the outermost one first
 * @param closed what cannot be read, and so would be left out in silence
 */
record BatchFolders(List<Path> folders, List<Path> closed) {

    /**
     * A folder, and those in it that hold images; results are none.
     *
     * @param images how the images of a folder are named, see {@link ImageList}
     * @throws IllegalArgumentException if there are no images, or results would be taken for some
     */
    static BatchFolders in(Path root, Path out, Function<Path, String> images) throws IOException {
        Path results = real(out);
        if (real(root).startsWith(results))
            throw new IllegalArgumentException(
                    "out: results would be taken for images when the batch is run again; expected"
                            + " a folder outside of " + root + ", or one in it, but got " + out);
        FolderTree tree = FolderTree.of(root);
        List<Path> closed = tree.closed().stream()
                .filter(path -> !real(path).startsWith(results))
                .toList();
        List<Path> found = tree.folders().stream()
                .filter(folder -> !real(folder).startsWith(results))
                .filter(folder -> hasImages(images.apply(folder)))
                .toList();
        if (found.isEmpty())
            throw new IllegalArgumentException("folder: there are no such images in " + root + " or its folders"
                    + (closed.isEmpty() ? "" : ", as far as they may be read: not " + closed.get(0)));
        return new BatchFolders(found, closed);
    }

    /** The row of the batch's table for something that cannot be read, as for an image that cannot. */
    static Map<String, String> row(Path closed) {
        boolean folder = closed.toFile().isDirectory();
        BatchRecord.Entry entry = new BatchRecord.Entry("bad input", 2, 0, "error: " + sentence(closed));
        String row = BatchRecord.row(folder ? "" : closed.getFileName().toString(), entry);
        return CsvRows.of((CsvTable.line(BatchRecord.COLUMNS) + row).lines().toList())
                .get(0);
    }

    /** The folder that the row is about. */
    static Path place(Path closed) {
        return closed.toFile().isDirectory() ? closed : closed.getParent();
    }

    /** What is wrong with something that cannot be read. */
    static String sentence(Path closed) {
        return "this " + (closed.toFile().isDirectory() ? "folder" : "file") + " may not be read: " + closed;
    }

    private static boolean hasImages(String images) {
        try {
            return !ImageList.of("folder", images).isEmpty();
        } catch (BadInputException | IOException none) {
            return false;
        }
    }

    /** Without links, by which the same folder may have several names. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException notThere) {
            return path.toAbsolutePath().normalize();
        }
    }
}
