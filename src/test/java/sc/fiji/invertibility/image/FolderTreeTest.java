package sc.fiji.invertibility.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found in folders; what may not be read is tested where permissions count. */
class FolderTreeTest {

    @TempDir
    Path folder;

    @Test
    void filesAndFoldersAreInTheOrderOfTheirPathsWithoutHiddenOnes() throws IOException {
        Path root = Files.createDirectories(folder.resolve(".root"));
        for (String name : List.of("b/2.tif", "a.tif", "b/1.tif", ".bin/old.tif", "b/.hidden.tif", "c/d/3.tif"))
            write(root.resolve(name));
        FolderTree tree = FolderTree.of(root);
        assertEquals(paths(root, "a.tif", "b/1.tif", "b/2.tif", "c/d/3.tif"), tree.files());
        assertEquals(paths(root, "", "b", "c", "c/d"), tree.folders());
        assertEquals(List.of(), tree.closed());
    }

    @Test
    void linksInACircleEndAndLinksToNothingAreFiles() throws IOException {
        write(folder.resolve("a/1.tif"));
        Files.createSymbolicLink(folder.resolve("a/up"), folder);
        Files.createSymbolicLink(folder.resolve("gone.tif"), folder.resolve("nothing"));
        Files.createSymbolicLink(folder.resolve("x"), folder.resolve("y"));
        Files.createSymbolicLink(folder.resolve("y"), folder.resolve("x"));
        FolderTree tree = FolderTree.of(folder);
        assertEquals(paths(folder, "a/1.tif", "gone.tif", "x", "y"), tree.files());
        assertEquals(paths(folder, "", "a", "a/up"), tree.folders());
        assertEquals(List.of(), tree.closed());
    }

    @Test
    void aFolderThatIsNotThereIsRefused() {
        assertThrows(NoSuchFileException.class, () -> FolderTree.of(folder.resolve("absent")));
    }

    private static void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
    }

    private static List<Path> paths(Path root, String... names) {
        return List.of(names).stream().map(root::resolve).toList();
    }
}
