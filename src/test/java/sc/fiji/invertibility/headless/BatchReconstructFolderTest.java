package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.io.FileSaver;
import ij.measure.ResultsTable;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;
import sc.fiji.invertibility.image.Pictures;

/** A folder of images from the menu. */
class BatchReconstructFolderTest {

    @TempDir
    Path folder;

    @Test
    void foldersInAFolderAreDoneTooAndOnlyOnce() throws Exception {
        Path photos = Files.createDirectories(folder.resolve("photos/more"));
        new FileSaver(Pictures.noise(8, 30, 20))
                .saveAsTiff(photos.resolve("a.tif").toString());
        new FileSaver(Pictures.noise(8, 30, 20))
                .saveAsTiff(photos.resolveSibling("b.tif").toString());
        Files.writeString(photos.resolve("broken.tif"), "no image");
        Map<String, Object> keys = new HashMap<>(Map.of("recursive", true, "patience", 60));
        keys.putAll(Map.of(
                "folder",
                photos.getParent().toFile(),
                "out",
                folder.resolve("results").toFile()));
        keys.put("settings", "count=4 keep=50 step=Unit scaling=[Match norm] iterations=1 device=Java exact=true");
        assertEquals(List.of("b.tif done", "a.tif done", "broken.tif bad input"), run(keys));
        assertTrue(Files.isRegularFile(folder.resolve("results/more/a.tif/reconstruction.tif"))
                || Files.isRegularFile(folder.resolve("results/more/a/reconstruction.tif")));
        assertEquals(List.of("b.tif kept", "a.tif kept", "broken.tif bad input"), run(keys));
        keys.put("pattern", "a*.tif");
        assertEquals(List.of("a.tif kept"), run(keys));
    }

    @Test
    void resultsAreNeverTakenForImages() throws Exception {
        Path photos = Files.createDirectories(folder.resolve("photos"));
        new FileSaver(Pictures.noise(8, 30, 20))
                .saveAsTiff(photos.resolve("a.tif").toString());
        Map<String, Object> keys = new HashMap<>(Map.of("folder", photos.toFile(), "recursive", true));
        keys.put("settings", "count=4 iterations=1 device=Java");
        for (Path out : List.of(photos, folder)) {
            keys.put("out", out.toFile());
            assertEquals(
                    "out: results would be taken for images when the batch is run again; expected a folder outside of "
                            + photos + ", or one in it, but got " + out,
                    refusal(keys));
        }
        Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(photos.resolve("results")));
        keys.put("out", link.toFile());
        assertEquals(List.of("a.tif done"), run(keys));
        assertEquals(List.of("a.tif kept"), run(keys), "not those in photos/results");
    }

    @Test
    void whatCannotBeUsedIsSaidBeforeTheFirstImage() throws Exception {
        new FileSaver(Pictures.noise(8, 30, 20))
                .saveAsTiff(folder.resolve("a.tif").toString());
        Map<String, Object> keys = new HashMap<>(Map.of("folder", folder.toFile(), "settings", "kep=50"));
        keys.put("out", folder.resolve("results").toFile());
        assertTrue(refusal(keys).startsWith("unknown parameter 'kep' (did you mean 'keep'?)"), refusal(keys));
        keys.put("folder", new File(folder.toFile(), "absent"));
        assertTrue(refusal(keys).startsWith("folder: expected a folder of images, but got "), refusal(keys));
        keys.putAll(Map.of("folder", folder.toFile(), "settings", "", "pattern", "*.png"));
        assertTrue(refusal(keys).startsWith("folder: no image in " + folder.resolve("*.png")), refusal(keys));
        keys.remove("pattern");
        keys.putAll(Map.of("folder", folder.toFile(), "settings", "previews=all"));
        assertTrue(refusal(keys).startsWith("settings: previews has a parameter of its own here"), refusal(keys));
        keys.putAll(Map.of("settings", "", "previews", "Some"));
        assertTrue(refusal(keys).startsWith("previews: "), refusal(keys));
    }

    @Test
    void theDialogBeginsWithSevenFieldsAtMost() {
        BatchReconstructFolder command = new BatchReconstructFolder();
        List<String> keys = new ArrayList<>();
        for (ModuleItem<?> item : CommandParameters.shown(new CommandInfo(BatchReconstructFolder.class)))
            keys.add(item.getName());
        assertTrue(keys.containsAll(command.essentials()), keys::toString);
        assertTrue(command.essentials().size() <= 7);
    }

    private static String refusal(Map<String, Object> keys) throws Exception {
        try (Context context = PlainContext.create()) {
            return module(context, keys).getCancelReason();
        }
    }

    private static List<String> run(Map<String, Object> keys) throws Exception {
        try (Context context = PlainContext.create()) {
            CommandModule module = module(context, keys);
            assertNull(module.getCancelReason());
            ResultsTable images = (ResultsTable) module.getOutput("images");
            List<String> rows = new ArrayList<>();
            for (int i = 0; i < images.size(); i++) {
                String name = images.getStringValue("image", i);
                rows.add((name.endsWith(".tif") ? name : name + ".tif") + " " + images.getStringValue("status", i));
            }
            return rows;
        }
    }

    private static CommandModule module(Context context, Map<String, Object> keys) throws Exception {
        return context.service(CommandService.class)
                .run(BatchReconstructFolder.class, false, keys)
                .get();
    }
}
