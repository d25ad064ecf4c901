package sc.fiji.invertibility.image;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is in a folder and the folders in it, as far as it may be read: a folder that somebody else has closed must not
 * end the work on all others. Hidden files and folders, such as a disk's bin, are left out. Links to files are
 * followed; a link to a folder is listed as one, but what is in it is not.
 *
 * @param files the files, and links that lead nowhere, in the order of their paths
 * @param folders the folders, the outermost one first; those that cannot be read are not among them
 * @param closed the folders that cannot be read, and what lies in a folder that tells nothing but its names
 */
public record FolderTree(List<Path> files, List<Path> folders, List<Path> closed) {

    /**
     * Copies the lists.
     *
     * @param files the files, and links that lead nowhere, in the order of their paths
     * @param folders the folders, the outermost one first; those that cannot be read are not among them
     * @param closed the folders that cannot be read, and what lies in a folder that tells nothing but its names
     */
    public FolderTree {
        files = List.copyOf(files);
        folders = List.copyOf(folders);
        closed = List.copyOf(closed);
    }

    /**
     * Lists a folder.
     *
     * @param root the folder
     * @return what is in it; all paths begin with its own
     * @throws IOException if the folder itself cannot be listed
     */
    public static FolderTree of(Path root) throws IOException {
        Visitor found = new Visitor(root);
        Files.walkFileTree(root, found);
        return new FolderTree(List.copyOf(found.files), List.copyOf(found.folders), List.copyOf(found.closed));
    }

    /** Sorts what it meets. */
    private static final class Visitor extends SimpleFileVisitor<Path> {

        private final SortedSet<Path> files = new TreeSet<>(), folders = new TreeSet<>(), closed = new TreeSet<>();
        private final Path root;

        Visitor(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (isHidden(folder)) return FileVisitResult.SKIP_SUBTREE;
            folders.add(folder);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (isHidden(file)) return FileVisitResult.CONTINUE;
            if (Files.isDirectory(file)) (Files.isReadable(file) ? folders : closed).add(file);
            else if (Files.isRegularFile(file) || leadsNowhere(file)) files.add(file);
            return FileVisitResult.CONTINUE;
        }

        /** What has gone meanwhile is not missed. */
        @Override
        public FileVisitResult visitFileFailed(Path path, IOException reason) throws IOException {
            if (path.equals(root)) throw reason;
            if (!isHidden(path) && !(reason instanceof NoSuchFileException)) closed.add(path);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException reason) throws IOException {
            if (reason == null) return FileVisitResult.CONTINUE;
            if (folder.equals(root)) throw reason;
            closed.add(folder);
            return FileVisitResult.CONTINUE;
        }

        private boolean isHidden(Path path) {
            return !path.equals(root) && path.getFileName().toString().startsWith(".");
        }

        /** A link to what is gone is listed, so that it is named with what cannot be used. */
        private static boolean leadsNowhere(Path file) {
            return Files.isSymbolicLink(file) && !Files.exists(file);
        }
    }
}
