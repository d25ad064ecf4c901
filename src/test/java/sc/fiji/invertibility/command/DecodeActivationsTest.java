package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.measure.ResultsTable;
import ij.process.ShortProcessor;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.invertibility.Shared;
import sc.fiji.invertibility.image.Pictures;

/** A decoder is trained and used, and both commands say what is wrong. */
class DecodeActivationsTest {

    private static final String[] COLUMNS = {"source", "activation_error", "image_error", "psnr_db", "ssim"};

    @TempDir
    Path folder;

    private File images() throws IOException {
        Path images = Files.createDirectories(folder.resolve("images"));
        for (int i = 0; i < 4; i++)
            new FileSaver(Pictures.noise(24, 20, 20))
                    .saveAsPng(images.resolve(i + ".png").toString());
        new FileSaver(Pictures.noise(24, 9, 20))
                .saveAsPng(images.resolve("narrow.png").toString());
        Files.writeString(images.resolve("notes.txt"), "no image");
        return images.toFile();
    }

    private Ran trained(File images, Object... more) {
        Object[] keys = {
            "folder",
            images,
            "layer",
            "pool1",
            "crop",
            16,
            "batch",
            2,
            "epochs",
            2,
            "minutes",
            0.0,
            "device",
            "Java",
            "save",
            folder.resolve("decoder.safetensors").toFile()
        };
        return Ran.command(TrainDecoder.class, with(keys, more));
    }

    private File decoder() throws IOException {
        assertNull(trained(images()).refusal());
        return folder.resolve("decoder.safetensors").toFile();
    }

    @Test
    void aFolderTrainsADecoderOfRandomFilters() throws IOException {
        Ran ran = trained(images());
        assertNull(ran.refusal());
        ResultsTable table = ran.output("training", ResultsTable.class);
        assertArrayEquals(
                new String[] {"epoch", "steps", "seconds", "loss", "psnr_db", "validation_psnr_db"},
                table.getHeadings());
        assertEquals(2, table.size());
        assertEquals(4, table.getValue("steps", 1), "of three images that are learnt from, two at a time");
        assertFalse(Double.isNaN(table.getValue("validation_psnr_db", 1)), "one is held out of four");
        assertEquals(24, ran.output("examples", ImagePlus.class).getBitDepth());
        assertTrue(ran.output("curve", ImagePlus.class).getWidth() > 100);
        assertTrue(Files.size(folder.resolve("decoder.safetensors")) > 64 * 64 * 9 * 4);
    }

    @Test
    void allSourcesOfAPhotoStandSideBySide() throws IOException {
        Ran ran = Ran.command(
                DecodeActivations.class,
                "image",
                Pictures.noise(24, 33, 30),
                "network",
                "VGG-16",
                "filters",
                "Gaussian random",
                "decoder",
                decoder(),
                "device",
                "Java");
        assertNull(ran.refusal());
        ResultsTable table = ran.output("decode", ResultsTable.class);
        assertArrayEquals(COLUMNS, table.getHeadings());
        assertEquals(4, table.size());
        assertEquals("True activations", table.getStringValue("source", 0));
        assertEquals(0, table.getValue("activation_error", 0));
        assertEquals(Math.sqrt(2), table.getValue("activation_error", 3), 0.05);
        for (int row = 1; row < 3; row++) assertTrue(table.getValue("activation_error", row) > 0.1);
        ImagePlus montage = ran.output("decoded", ImagePlus.class);
        assertEquals(5, montage.getOverlay().size());
        assertEquals("original", montage.getOverlay().get(0).getName());
        ImagePlus errors = ran.output("errors", ImagePlus.class);
        assertEquals(4, errors.getStackSize());
        assertEquals(33, errors.getWidth());
        assertTrue(errors.getStack().getSliceLabel(2).startsWith("IHT learned: relative error "));
    }

    @Test
    void withoutFiltersAboveThePoolingTheOtherSourcesAreDecoded() throws IOException {
        File weights =
                Shared.file("weights/vgg16/vgg16_conv1-2_f32.safetensors").toFile();
        File images = images();
        assertNull(trained(images, "layer", "pool2", "epochs", 1, "filters", "Imported", "weights", weights)
                .refusal());
        File decoder = folder.resolve("decoder.safetensors").toFile();
        ImagePlus photo = Pictures.noise(24, 32, 28);
        Object[] keys = {"image", photo, "network", "VGG-16", "weights", weights, "decoder", decoder, "device", "Java"};
        Ran ran = Ran.command(DecodeActivations.class, keys);
        assertNull(ran.refusal());
        ResultsTable table = ran.output("decode", ResultsTable.class);
        List<String> sources = List.of("True activations", "IHT Gaussian", "Random activations");
        assertEquals(sources, List.of(table.getColumnAsStrings("source")));
        assertTrue(
                ran.warnings()
                        .contains("source: IHT learned is left out, as the weights lack the filters of conv3_1, with"
                                + " which the activations of pool2 would be reconstructed"),
                () -> "" + ran.warnings());
        assertEquals(4, ran.output("decoded", ImagePlus.class).getOverlay().size());
        double printed = table.getValue("activation_error", 1);
        Ran given = Ran.command(DecodeActivations.class, with(keys, "source", "IHT Gaussian", "keep", 53.4));
        assertEquals(printed, given.output("decode", ResultsTable.class).getValue("activation_error", 0), "table 2");
        Ran fewer = Ran.command(DecodeActivations.class, with(keys, "source", "IHT Gaussian", "keep", 5));
        assertNotEquals(printed, fewer.output("decode", ResultsTable.class).getValue("activation_error", 0));
        assertEquals(
                "source: the weights lack the filters of conv3_1, with which the activations of pool2 would be"
                        + " reconstructed",
                refusal(keys, "source", "IHT learned"));
    }

    @Test
    void everySliceOfACalibratedStackIsDecoded() throws IOException {
        ImageStack slices = new ImageStack(22, 18);
        for (int z = 0; z < 2; z++) {
            ShortProcessor slice = new ShortProcessor(22, 18);
            for (int i = 0; i < 22 * 18; i++) slice.set(i, (i * 37 + z * 911) % 4000);
            slices.addSlice(slice);
        }
        ImagePlus stack = new ImagePlus("stack", slices);
        stack.getCalibration().pixelWidth = 0.25;
        stack.getCalibration().setUnit("µm");
        stack.setDimensions(1, 2, 1);
        stack.setDisplayRange(0, 4000);
        stack.setRoi(2, 2, 20, 16);
        Ran ran = Ran.command(
                DecodeActivations.class,
                "image",
                stack,
                "network",
                "VGG-16",
                "filters",
                "Gaussian random",
                "decoder",
                decoder(),
                "source",
                "True activations",
                "unpooling",
                "Top-left",
                "device",
                "Java");
        assertNull(ran.refusal());
        ImagePlus decoded = ran.output("decoded", ImagePlus.class);
        assertEquals(16, decoded.getBitDepth());
        assertEquals(2, decoded.getNSlices());
        assertEquals(20, decoded.getWidth());
        assertEquals(0.25, decoded.getCalibration().pixelWidth);
        assertEquals(-2, decoded.getCalibration().xOrigin);
        ResultsTable table = ran.output("decode", ResultsTable.class);
        assertEquals(2, table.size());
        assertEquals(2, table.getValue("z", 1));
    }

    @Test
    void whatDoesNotFitTogetherIsToldInASentence() throws IOException {
        File decoder = decoder();
        ImagePlus photo = Pictures.noise(24, 40, 36);
        Object[] keys = {"image", photo, "network", "VGG-16", "filters", "Gaussian random", "device", "Java"};
        assertEquals("decoder: expected a file, but none is given", refusal(keys));
        String layer = refusal(keys, "decoder", decoder, "layer", "conv3_1");
        assertTrue(layer.startsWith("decoder: decoder.safetensors decodes pool1, expected as layer"), layer);
        assertEquals(
                "source: unknown choice 'Noise'; expected one of: True activations, IHT learned, IHT Gaussian,"
                        + " Random activations, All",
                refusal(keys, "decoder", decoder, "source", "Noise"));
        String none = refusal(keys, "decoder", folder.resolve("none").toFile());
        assertTrue(none.startsWith("decoder: "), none);
        assertTrue(none.contains("is no file, expected one of network weights"), none);
        Path text = Files.writeString(folder.resolve("text.npz"), "no weights");
        String format = refusal(keys, "decoder", text.toFile());
        assertTrue(format.startsWith("decoder: text.npz: is of no known format"), format);
        Files.writeString(folder.resolve("decoder.safetensors.json"), "{\"stepp\": 1}");
        String record = refusal(keys, "decoder", decoder);
        assertTrue(record.startsWith("decoder: ") && record.contains("unknown key \"stepp\""), record);
    }

    @Test
    void otherFiltersThanThoseOfTheTrainingAreToldOf() throws IOException {
        Object[] keys = {
            "image",
            Pictures.noise(24, 24, 20),
            "network",
            "VGG-16",
            "filters",
            "Gaussian random",
            "decoder",
            decoder(),
            "source",
            "True activations",
            "device",
            "Java"
        };
        assertEquals(List.of(), Ran.command(DecodeActivations.class, keys).warnings());
        assertEquals(
                List.of("decoder: decoder.safetensors was trained for other filters than these of VGG-16, which it"
                        + " decodes worse"),
                Ran.command(DecodeActivations.class, with(keys, "seed", 2)).warnings());
    }

    @Test
    void randomFiltersAreNotWhatAPublishedDecoderWasTrainedFor() {
        File decoder = Shared.file("weights/decoders/vgg19_decoder_conv1_2.npz").toFile();
        Ran ran = Ran.command(
                DecodeActivations.class,
                "image",
                Pictures.noise(24, 24, 20),
                "filters",
                "Gaussian random",
                "decoder",
                decoder,
                "source",
                "True activations",
                "device",
                "Java");
        assertEquals(
                List.of("decoder: vgg19_decoder_conv1_2.npz does not say which filters it was trained for; random ones"
                        + " are hardly those"),
                ran.warnings());
    }

    private static String refusal(Object[] keys, Object... more) {
        return String.valueOf(
                Ran.command(DecodeActivations.class, with(keys, more)).refusal());
    }

    private static Object[] with(Object[] keys, Object... more) {
        Object[] all = new Object[keys.length + more.length];
        System.arraycopy(keys, 0, all, 0, keys.length);
        System.arraycopy(more, 0, all, keys.length, more.length);
        return all;
    }

    @Test
    void aDecoderOfAnotherLayerIsRefusedWithBothShapes() {
        File weights = Shared.file("weights/vgg19_16x/encoder_conv2_1.pth").toFile();
        File decoder = Shared.file("weights/decoders/vgg19_decoder_conv1_2.npz").toFile();
        ImagePlus photo = IJ.openImage(Shared.file("reference/vgg16_photo.png").toString());
        photo.setRoi(0, 0, 64, 48);
        String refusal = refusal(new Object[] {
            "image", photo, "weights", weights, "decoder", decoder, "source", "True activations", "device", "Java"
        });
        assertEquals(
                "decoder: vgg19_decoder_conv1_2.npz takes activations of 64×48×64, but conv1_2 of VGG-19 16x makes"
                        + " 16×48×64",
                refusal);
    }

    @Test
    void trainingSaysWhatItNeeds() throws IOException {
        File images = images();
        assertEquals(
                "save: expected a file name that ends in .safetensors, but got decoder.pth",
                trained(images, "save", folder.resolve("decoder.pth").toFile()).refusal());
        String folders = trained(folder.resolve("nowhere").toFile()).refusal();
        assertTrue(folders.startsWith("folder: no such folder: "), folders);
        String rate = trained(images, "rate", 0.0).refusal();
        assertEquals("rate: expected a number above 0, but got 0.0", rate);
        String crop = trained(images, "crop", 17).refusal();
        assertTrue(crop.startsWith("crop: expected a multiple of the encoder's pooling"), crop);
        String far = trained(images, "rate", 1e30).refusal();
        assertTrue(far.startsWith("rate: training diverged: the "), far);
        String late = trained(images, "rate", 1e30, "batch", 8).refusal();
        assertTrue(late.startsWith("rate: training diverged: the "), late);
        assertNull(trained(images).refusal(), "what diverged is not in the way");
        String large = trained(images, "crop", 64).refusal();
        assertTrue(large.contains("is smaller than the crop of 64×64"), large);
    }
}
