package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.measure.ResultsTable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.imglib2.FinalInterval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.invertibility.Shared;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.java.JavaEngine;
import sc.fiji.invertibility.image.Pictures;

class LayerwiseErrorTest {

    private static final String[] COLUMNS = {
        "layer",
        "space",
        "learned",
        "random_mean",
        "random_sd",
        "random_activations",
        "banks",
        "paper_learned",
        "paper_random"
    };

    @Test
    void aPhotoStandsBesideTable4() {
        File weights = Shared.file("weights/vgg16/vgg16_conv1-2_v2.caffemodel").toFile();
        ImagePlus photo = IJ.openImage(Shared.file("reference/vgg16_photo.png").toString());
        photo.setRoi(60, 60, 112, 112);
        Ran ran = Ran.command(
                LayerwiseError.class,
                "image",
                photo,
                "resize",
                "None",
                "iterations",
                1,
                "filters",
                "Imported",
                "weights",
                weights,
                "preprocessing",
                "BGR minus mean",
                "seeds",
                2,
                "device",
                "Java");
        assertNull(ran.refusal());
        ResultsTable table = ran.output("layerwise", ResultsTable.class);
        assertArrayEquals(COLUMNS, table.getHeadings());
        assertEquals(2 + 3 * 2, table.size(), "and pool3 and pool4, which the weights do not reach");
        assertEquals("pool2", table.getStringValue("layer", 2));
        assertEquals("", table.getStringValue("learned", 2), "conv3_1 is not in the weights");
        assertEquals("", table.getStringValue("random_mean", 4));
        assertEquals("", table.getStringValue("random_activations", 7));
        assertEquals(0.961, table.getValue("paper_learned", 2));
        assertEquals(0.357, table.getValue("paper_random", 7));
        assertEquals("pool1", table.getStringValue("layer", 0));
        assertEquals("activation", table.getStringValue("space", 0));
        assertEquals("image", table.getStringValue("space", 1));
        assertEquals(0.895, table.getValue("paper_learned", 0));
        assertEquals(0.380, table.getValue("paper_random", 1));
        assertEquals(Math.sqrt(2), table.getValue("random_activations", 0), 0.01);
        for (int row = 0; row < 4; row++)
            for (String column : new String[] {"learned", "random_mean"}) {
                if (table.getStringValue(column, row).isEmpty()) continue;
                double error = table.getValue(column, row);
                assertTrue(error > 0 && error < table.getValue("random_activations", row), column + " " + error);
            }
        assertTrue(table.getValue("random_sd", 0) > 0);
        ImagePlus montage = ran.output("montage", ImagePlus.class);
        assertEquals(24, montage.getBitDepth());
        assertTrue(montage.getWidth() > 5 * 112 && montage.getHeight() > 112);
        assertEquals(2 * 5, montage.getOverlay().size());
        assertEquals("pool1: original", montage.getOverlay().get(0).getName());
        assertEquals(
                String.format(Locale.ROOT, "random filters, error %.3f", table.getValue("random_mean", 1)),
                montage.getOverlay().get(3).getName());
        for (int i = 0; i + 1 < 5; i++)
            assertTrue(
                    montage.getOverlay().get(i).getBounds().getMaxX()
                            <= montage.getOverlay().get(i + 1).getBounds().getX(),
                    "the caption " + montage.getOverlay().get(i).getName() + " meets the next one");
        assertEquals(
                String.format(Locale.ROOT, "learned filters, error %.3f", table.getValue("learned", 1)),
                montage.getOverlay().get(2).getName());
        assertEquals("no learned filters above", montage.getOverlay().get(7).getName());
    }

    /** Beside the empty cells of layers that were not measured. */
    @Test
    void theDeviationOfASingleBankIsNotANumber() {
        File weights = Shared.file("weights/vgg16/vgg16_conv1-2_v2.caffemodel").toFile();
        Object[] keys = {"image", Pictures.noise(24, 40, 36), "resize", "None", "device", "Java", "weights"};
        Object[] imported = Arrays.copyOf(with(keys, weights), keys.length + 3);
        imported[keys.length + 1] = "filters";
        imported[keys.length + 2] = "Imported";
        Ran ran = Ran.command(LayerwiseError.class, imported);
        assertNull(ran.refusal());
        ResultsTable table = ran.output("layerwise", ResultsTable.class);
        assertEquals("NaN", table.getStringValue("random_sd", 0));
        assertEquals("", table.getStringValue("random_sd", table.size() - 1), "pool4 was not measured");
    }

    @Test
    void whatIsWrongWithDecodersIsSaidOfThem(@TempDir Path folder) throws IOException {
        Object[] keys = {"image", Pictures.noise(24, 32, 32), "resize", "None", "device", "Java", "decoders"};
        assertEquals(
                "decoders: there is no decoder of a known kind in " + folder,
                Ran.command(LayerwiseError.class, with(keys, folder.toFile())).refusal());
        Path text = Files.writeString(folder.resolve("text.npz"), "no weights");
        String format =
                Ran.command(LayerwiseError.class, with(keys, text.toFile())).refusal();
        assertTrue(format.startsWith("decoders: text.npz: is of no known format"), format);
    }

    @Test
    void whatDecodedALayerIsToldInTheTable() {
        Object[] keys = {
            "image",
            Pictures.noise(24, 32, 32),
            "network",
            "VGG-19",
            "filters",
            "Imported",
            "weights",
            Shared.file("weights/vgg19/vgg19_conv1-3.npz").toFile(),
            "layer",
            "pool1",
            "resize",
            "None",
            "device",
            "Java",
            "decoders"
        };
        Ran suited = Ran.command(
                LayerwiseError.class,
                with(
                        keys,
                        Shared.file("weights/decoders/vgg19_decoder_conv1_2.npz")
                                .toFile()));
        assertNull(suited.refusal());
        assertEquals(List.of(), suited.warnings());
        ResultsTable table = suited.output("layerwise", ResultsTable.class);
        assertEquals("", table.getStringValue("decoder", 0), "activations are not decoded");
        assertEquals("vgg19_decoder_conv1_2.npz", table.getStringValue("decoder", 1));
        Ran other = Ran.command(
                LayerwiseError.class,
                with(keys, Shared.file("weights/vgg19_16x").toFile()));
        assertNull(other.refusal());
        assertEquals(
                List.of("decoders: none suits pool1 of VGG-19, which is decoded by the network's own filters"),
                other.warnings());
        assertEquals(
                "the network's own filters",
                other.output("layerwise", ResultsTable.class).getStringValue("decoder", 1));
    }

    private static Object[] with(Object[] keys, Object value) {
        Object[] all = Arrays.copyOf(keys, keys.length + 1);
        all[keys.length] = value;
        return all;
    }

    @Test
    void everyPoolingWithFiltersAboveHasTwoRowsAndFivePictures() {
        Ran ran = Ran.command(
                LayerwiseError.class,
                "image",
                Pictures.noise(24, 40, 36),
                "resize",
                "None",
                "network",
                "VGG-19",
                "layer",
                "pool2",
                "seeds",
                1,
                "iterations",
                1,
                "device",
                "Java");
        assertNull(ran.refusal());
        ResultsTable table = ran.output("layerwise", ResultsTable.class);
        assertEquals(4, table.size());
        assertEquals("pool2", table.getStringValue("layer", 3));
        assertTrue(Double.isNaN(table.getValue("random_sd", 0)));
        assertEquals("", table.getStringValue("paper_learned", 0));
        Overlay captions = ran.output("montage", ImagePlus.class).getOverlay();
        assertEquals(10, captions.size());
        assertEquals(
                String.format(Locale.ROOT, "network's filters, error %.3f", table.getValue("learned", 1)),
                captions.get(2).getName(),
                "random ones, which nobody learned");
    }

    @Test
    void whatHasNoFiltersAboveIsRefused() {
        File weights = Shared.file("weights/vgg16/vgg16_conv1-2_v2.caffemodel").toFile();
        Ran ran = Ran.command(
                LayerwiseError.class,
                "image",
                Pictures.noise(24, 40, 36),
                "filters",
                "Imported",
                "weights",
                weights,
                "layer",
                "pool3");
        assertEquals("layer: there are no filters above pool3, expected one of: pool1, pool2", ran.refusal());
        Ran single = Ran.command(LayerwiseError.class, "image", Pictures.noise(24, 40, 36), "network", "Single layer");
        assertEquals(
                "network: expected VGG-16, VGG-19 or AlexNet, as a single layer has no pooling with filters above it",
                single.refusal());
    }

    @Test
    void ofAnImageThatIsTooLargeItIsSaidWhatToDo() {
        OutOfDeviceMemory cause = new OutOfDeviceMemory("no room for 7 bytes", null);
        try (Engine engine = JavaEngine.create(1)) {
            assertEquals(
                    "image: what 90×40 pixels need at once does not fit onto Java; select a part of the image, or choose"
                            + " a resize (no room for 7 bytes)",
                    OutOfMemoryMessage.image(new FinalInterval(90, 40, 3), engine, cause)
                            .getMessage());
        }
    }
}
