package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.measure.ResultsTable;
import java.io.File;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.command.CommandModule;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.task.event.TaskEvent;
import sc.fiji.invertibility.Shared;
import sc.fiji.invertibility.image.Pictures;

class ActivationSparsityTest {

    @RegisterExtension
    static final OpenContext CONTEXT = new OpenContext();

    @TempDir
    private Path temporary;

    @Test
    void theReferencePhotoHasTheReferencesSparsity() throws Exception {
        File weights = Shared.file("weights/vgg16/vgg16_conv1-2_v2.caffemodel").toFile();
        JsonObject expected = JsonParser.parseString(Files.readString(Shared.file("reference/vgg16_photo.json")))
                .getAsJsonObject();
        ImagePlus photo = IJ.openImage(Shared.file("reference/vgg16_photo.png").toString());
        CommandModule module = run(
                Map.of("image", photo, "filters", "Imported", "weights", weights, "preprocessing", "BGR minus mean"));
        ResultsTable table = table(module);
        String[] layers = {"conv1_1", "conv1_2", "pool1", "conv2_1", "conv2_2", "pool2"};
        double[] paper = {49.1, 69.7, 80.8, 67.4, 49.7, 70.7};
        assertEquals(layers.length, table.size());
        for (int i = 0; i < layers.length; i++) {
            assertEquals(layers[i], table.getStringValue("layer", i));
            assertEquals(
                    expected.get("nonzero_percent " + layers[i]).getAsDouble(),
                    table.getValue("nonzero_percent_mean", i),
                    0.05,
                    layers[i]);
            assertEquals(1, table.getValue("images", i));
            assertEquals(paper[i], table.getValue("paper_percent", i));
        }
    }

    @Test
    void theTableHasTheManualsColumns() throws Exception {
        ResultsTable table = table(run(Map.of("image", Pictures.hyperstack(8, 1, 2, 3), "layer", "pool2")));
        assertArrayEquals(
                new String[] {"layer", "nonzero_percent_mean", "nonzero_percent_sd", "images", "paper_percent"},
                table.getHeadings());
        assertEquals(6, table.size());
        assertEquals(6, table.getValue("images", 0));
        assertTrue(table.getValue("nonzero_percent_sd", 0) > 0);
        assertEquals("sparsity", table.getTitle());
    }

    @Test
    void aFolderIsTheMeanOfItsImages() throws Exception {
        Path folder = folder();
        CommandModule module = run(Map.of("folder", folder.toFile(), "layer", "conv1_2"));
        ResultsTable table = table(module);
        ResultsTable one = table(run(Map.of("image", Pictures.noise(24, 20, 30), "layer", "conv1_2")));
        ResultsTable two = table(run(Map.of("image", Pictures.noise(8, 26, 22), "layer", "conv1_2")));
        double a = one.getValue("nonzero_percent_mean", 1), b = two.getValue("nonzero_percent_mean", 1);
        assertEquals((a + b) / 2, table.getValue("nonzero_percent_mean", 1), 1e-9);
        assertEquals(Math.abs(a - b) / Math.sqrt(2), table.getValue("nonzero_percent_sd", 1), 1e-9);
        assertEquals(2, table.getValue("images", 1));
        ResultsTable skipped = (ResultsTable) module.getOutput("skipped");
        assertEquals(List.of("a.txt", "deep/two.tif"), List.of(skipped.getColumnAsStrings("image")));
        assertEquals("not an image that ImageJ can read", skipped.getStringValue("reason", 0));
        assertEquals(
                "the filters take an image of 3 channels, or a grey one, but 'two.tif' has 2",
                skipped.getStringValue("reason", 1));
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(List.of(folder), left.toList());
        }
    }

    @Test
    void aTiffThatNeverEndsIsSkippedAndTheOthersAreMeasured() throws Exception {
        Path folder = folder();
        ByteBuffer tiff = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
        tiff.putShort((short) 0x4949).putShort((short) 42).putInt(8).putShort((short) 1);
        tiff.putShort((short) 256).putShort((short) 4).putInt(1).putInt(10).putInt(8);
        Files.write(folder.resolve("circle.tif"), tiff.array());
        CommandModule module = assertTimeoutPreemptively(
                Duration.ofMinutes(2),
                () -> run(Map.of("folder", folder.toFile(), "layer", "conv1_1", "device", "Java", "patience", 60)));
        assertEquals(2, table(module).getValue("images", 0));
        ResultsTable skipped = (ResultsTable) module.getOutput("skipped");
        assertEquals("circle.tif", skipped.getStringValue("image", 1));
        assertEquals("this file is damaged (its directories lead in a circle)", skipped.getStringValue("reason", 1));
        assertEquals(
                "patience: expected a whole number of at least 1, but got 0",
                run(Map.of("folder", folder.toFile(), "patience", 0)).getCancelReason());
    }

    @Test
    void aStoppedRunIsTakenUpAndGivesTheSameTable() throws Exception {
        Path folder = folder(), state = temporary.resolve("state.json");
        String whole = text(table(run(Map.of("folder", folder.toFile(), "layer", "pool1"))));
        Map<String, Object> stopped = new HashMap<>(
                Map.of("folder", folder.toFile(), "layer", "pool1", "state", state.toFile(), "device", "Java"));
        CommandModule module = CONTEXT.module(ActivationSparsity.class);
        ActivationSparsity command = (ActivationSparsity) module.getDelegateObject();
        stopped.forEach(module::setInput);
        Object watch = new Object() {
            @EventHandler
            public void onEvent(TaskEvent progress) {
                if (Files.exists(state)) command.cancel("enough");
            }
        };
        CONTEXT.service(EventService.class).subscribe(watch);
        module.run();
        Reference.reachabilityFence(watch); // events reach their subscribers by weak references
        assertNull(module.getOutput("sparsity"));
        assertTrue(Files.exists(state));
        JsonObject kept = JsonParser.parseString(Files.readString(state)).getAsJsonObject();
        assertFalse(kept.get("last").getAsString().equals("z.png"));
        CommandModule resumed = run(stopped);
        assertEquals(whole, text(table(resumed)));
        assertEquals(2, ((ResultsTable) resumed.getOutput("skipped")).size());
        assertFalse(Files.exists(state));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            folder  | nowhere | folder: no such folder: nowhere
            folder  | pom.xml | folder: this is a file, not a folder: pom.xml
            layer   | conv9_9 | layer: VGG-16 has no layer named "conv9_9"; there are conv1_1, conv1_2, pool1, conv2_1, conv2_2, pool2, conv3_1, conv3_2, conv3_3, pool3, conv4_1, conv4_2, conv4_3, pool4, conv5_1, conv5_2, conv5_3, pool5
            resize  | 512     | resize: unknown choice '512'; expected one of: None, 256 and crop 224, Crop 224
            filters | Wrong   | filters: unknown choice 'Wrong'; expected one of: Gaussian random, Imported, Wavelet, Local Fourier, Cosine, Gabor
            layer   |         | an image of 20×20 pixels is too small for pool5 of VGG-16, which needs at least 32×32
            """)
    void aParameterIsRefused(String key, String value, String sentence) throws Exception {
        Map<String, Object> inputs = new HashMap<>(Map.of("image", Pictures.noise(8, 20, 20)));
        inputs.put(key, key.equals("folder") ? new File(value) : value == null ? "" : value);
        assertEquals(sentence, run(inputs).getCancelReason());
    }

    @Test
    void aFolderWithoutImagesIsRefused() throws Exception {
        Path folder = Files.createDirectory(temporary.resolve("none"));
        Map<String, Object> inputs = Map.of("folder", folder.toFile(), "layer", "conv1_1");
        assertEquals(
                "folder: expected a folder with images, but there are no files in " + folder,
                run(inputs).getCancelReason());
        Files.writeString(folder.resolve("notes.txt"), "nothing to see");
        assertEquals(
                "folder: expected images, but no file in " + folder
                        + ", of 1 in all, can be measured; notes.txt: not an image that ImageJ can read",
                run(inputs).getCancelReason());
    }

    /** A text file, two images and one that the network cannot take. */
    private Path folder() throws Exception {
        Path folder = Files.createDirectory(temporary.resolve("photos")), deep = folder.resolve("deep");
        Files.createDirectory(deep);
        Files.writeString(folder.resolve("a.txt"), "nothing to see");
        Files.writeString(folder.resolve(".hidden"), "nothing to see");
        new FileSaver(Pictures.noise(24, 20, 30))
                .saveAsPng(deep.resolve("one.png").toString());
        new FileSaver(Pictures.hyperstack(8, 2, 1, 1))
                .saveAsTiff(deep.resolve("two.tif").toString());
        new FileSaver(Pictures.noise(8, 26, 22))
                .saveAsPng(folder.resolve("z.png").toString());
        return folder;
    }

    private static String text(ResultsTable table) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < table.size(); i++)
            text.append(table.getRowAsString(i)).append('\n');
        return text.toString();
    }

    private static ResultsTable table(CommandModule module) {
        assertNull(module.getCancelReason());
        return (ResultsTable) module.getOutput("sparsity");
    }

    private static CommandModule run(Map<String, Object> inputs) throws Exception {
        Map<String, Object> all = new HashMap<>(inputs);
        all.put("device", "Java");
        return CONTEXT.run(ActivationSparsity.class, all);
    }
}
