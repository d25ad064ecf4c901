package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.measure.ResultsTable;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.invertibility.compute.MemoryBudget;

/** On images of horizontal, vertical and no stripes, with noise. */
class TrainClassifierTest {

    private static final String[] CLASSES = {"horizontal", "none", "vertical"};

    @TempDir
    Path folder;

    private Path images;

    @BeforeEach
    void draw() throws IOException {
        images = folder.resolve("stripes");
        SplittableRandom random = new SplittableRandom(1);
        for (int c = 0; c < 3; c++) {
            Files.createDirectories(images.resolve(CLASSES[c]));
            for (int i = 0; i < 20; i++)
                new FileSaver(new ImagePlus("", stripes(c, random)))
                        .saveAsPng(images.resolve(CLASSES[c] + "/" + i + ".png").toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Gaussian random", "Patches", "Learned"})
    void stripesAreToldApartAndTheModelSaysTheSame(String filters) {
        Path model = folder.resolve("model.safetensors");
        Ran ran = train("filters", filters, "epochs", 60, "save", model.toFile());
        assertNull(ran.refusal());
        ResultsTable accuracy = ran.output("accuracy", ResultsTable.class);
        int last = accuracy.size() - 1;
        assertEquals("validation", accuracy.getStringValue("set", last));
        assertEquals(12, accuracy.getValue("images", last));
        assertTrue(
                accuracy.getValue("accuracy_percent", last) > 90, accuracy.getValue("accuracy_percent", last) + " %");
        assertNull(ran.output("skipped", ResultsTable.class));
        assertNotNull(ran.output("curve", ImagePlus.class));
        assertNotNull(ran.output("matrix", ImagePlus.class));

        ImageStack stack = new ImageStack(16, 16);
        SplittableRandom random = new SplittableRandom(2);
        for (int c : new int[] {2, 0, 1, 2, 2}) stack.addSlice(stripes(c, random));
        ResultsTable classes = Ran.command(
                        ClassifyImages.class,
                        "image",
                        new ImagePlus("stack", stack),
                        "model",
                        model.toFile(),
                        "device",
                        "Java")
                .output("classes", ResultsTable.class);
        String[] expected = {"vertical", "horizontal", "none", "vertical", "vertical"};
        for (int i = 0; i < 5; i++) {
            assertEquals(expected[i], classes.getStringValue("class", i), "slice " + (i + 1));
            double sum = 0;
            for (String name : CLASSES) sum += classes.getValue("probability_" + name, i);
            assertEquals(1, sum, 1e-9);
        }
    }

    /** As large values in one slice must not make the others grey. */
    @ParameterizedTest
    @ValueSource(strings = {"Type range", "Display range"})
    void everySliceIsClassifiedAsIfItWereAlone(String range) {
        Path model = folder.resolve("model.safetensors");
        assertNull(train("range", range, "epochs", 60, "save", model.toFile()).refusal());
        SplittableRandom random = new SplittableRandom(2);
        ImageStack stack = new ImageStack(16, 16);
        List<ResultsTable> alone = new ArrayList<>();
        for (double factor : new double[] {1, 1000, 0.01}) {
            FloatProcessor slice = stripes(2, random).convertToFloatProcessor();
            slice.multiply(factor);
            stack.addSlice(slice);
            ImagePlus single = new ImagePlus("one", slice.duplicate());
            single.setDisplayRange(0, 255);
            alone.add(classified(single, model));
        }
        ImagePlus all = new ImagePlus("stack", stack);
        all.setDisplayRange(0, 255);
        ResultsTable together = classified(all, model);
        for (int i = 0; i < 3; i++)
            for (String name : CLASSES)
                assertEquals(
                        alone.get(i).getValue("probability_" + name, 0),
                        together.getValue("probability_" + name, i),
                        1e-6,
                        name + " of slice " + (i + 1));
        if (range.equals("Type range"))
            for (int i = 0; i < 3; i++) assertEquals("vertical", together.getStringValue("class", i));
    }

    private static ResultsTable classified(ImagePlus image, Path model) {
        return Ran.command(ClassifyImages.class, "image", image, "model", model.toFile(), "device", "Java")
                .output("classes", ResultsTable.class);
    }

    /** Differences across and along are what tells stripes apart. */
    @Test
    void importedFiltersTellStripesApart() throws IOException {
        Path weights = new TinyWeights()
                .tensor("edges", "2,1,3,3", 0, -1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, -1, 0, 1, 0, 0, 0)
                .write(folder.resolve("edges.safetensors"));
        Ran ran = train(
                "architecture",
                "(2)3c-2pmax-4pave",
                "filters",
                "Imported",
                "network",
                "Single layer",
                "weights",
                weights.toFile(),
                "epochs",
                60);
        assertNull(ran.refusal());
        ResultsTable accuracy = ran.output("accuracy", ResultsTable.class);
        double percent = accuracy.getValue("accuracy_percent", accuracy.size() - 1);
        assertTrue(percent > 90, percent + " %");
        String refusal = train("filters", "Imported", "network", "Single layer").refusal();
        assertTrue(refusal.startsWith("weights: "), refusal);
    }

    @Test
    void unusableImagesAreNamedAndTheRestGoesOn() throws IOException {
        Files.writeString(images.resolve("none/notes.txt"), "not an image");
        new FileSaver(new ImagePlus("", new ByteProcessor(3, 3)))
                .saveAsPng(images.resolve("none/tiny.png").toString());
        Ran ran = train();
        assertNull(ran.refusal());
        ResultsTable skipped = ran.output("skipped", ResultsTable.class);
        assertEquals(2, skipped.size());
        assertTrue(skipped.getStringValue("reason", 1).contains("3×3"), skipped.getStringValue("reason", 1));
    }

    @Test
    void aTableOfFilesAndClassesIsAsGoodAsFolders() throws IOException {
        StringBuilder table = new StringBuilder("file,class\n");
        for (String name : CLASSES)
            for (int i = 0; i < 20; i++) table.append("stripes/" + name + "/" + i + ".png," + name + "\n");
        Path list = Files.writeString(folder.resolve("list.csv"), table);
        ResultsTable ofTable = train("images", list.toFile()).output("accuracy", ResultsTable.class);
        ResultsTable ofFolders = train().output("accuracy", ResultsTable.class);
        assertEquals(ofFolders.size(), ofTable.size());
        for (int row = 0; row < ofTable.size(); row++)
            assertEquals(ofFolders.getValue("correct", row), ofTable.getValue("correct", row));
    }

    @ParameterizedTest
    @CsvSource({"10, 6", "50, 30", "90, 54"})
    void theShareIsPutAsideOfEveryClass(int share, int checked) {
        ResultsTable accuracy = train("share", share).output("accuracy", ResultsTable.class);
        assertEquals(checked, accuracy.getValue("images", accuracy.size() - 1));
        assertEquals(60 - checked, accuracy.getValue("images", 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Gaussian random", "Learned"})
    void minutesEndATrainingThatHasTooManyEpochs(String filters) {
        Path model = folder.resolve("model.safetensors");
        Ran ran = train("filters", filters, "epochs", 10_000_000, "minutes", 0.02, "save", model.toFile());
        assertNull(ran.refusal());
        assertTrue(Files.exists(model));
    }

    @Test
    void whenTheClassifierIsSavedTheCheckpointIsGone() throws IOException {
        Path model = folder.resolve("model.safetensors");
        assertNull(train("save", model.toFile()).refusal());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(model, images), left.sorted().toList());
        }
    }

    @Test
    void aFolderForValidationIsUsedAsAWhole() {
        Ran ran = train("validation", images.toFile());
        assertEquals(60, ran.output("accuracy", ResultsTable.class).getValue("images", 4));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            architecture | 64c5           | architecture: expected layers such as
            architecture | (4)3c-9pmax-9pave | architecture: '(4)3c-9pmax-9pave' cannot be applied to images of 16×16
            filters      | Gabor          | filters: unknown choice 'Gabor'
            fit          | Stretch        | fit: unknown choice 'Stretch'
            """)
    void badKeysAreRefusedInOneSentence(String key, String value, String expected) {
        String refusal = train(key, value).refusal();
        assertTrue(refusal.startsWith(expected), refusal);
    }

    @Test
    void aStepThatDoesNotFitOntoTheDeviceIsRefusedBeforeIt() {
        String before = System.getProperty(MemoryBudget.PROPERTY);
        System.setProperty(MemoryBudget.PROPERTY, "64k");
        try {
            String refusal = train("filters", "Learned").refusal();
            assertTrue(
                    refusal.matches("architecture: a training step of 8 images of 16×16 pixels needs about \\d MiB of"
                            + " device memory, and may take 0 MiB; expected fewer filters, or images of about \\d×\\d"),
                    refusal);
        } finally {
            if (before == null) System.clearProperty(MemoryBudget.PROPERTY);
            else System.setProperty(MemoryBudget.PROPERTY, before);
        }
    }

    @Test
    void aPhotoIsNoClassifier() {
        String refusal = Ran.command(
                        ClassifyImages.class,
                        "folder",
                        images.toFile(),
                        "model",
                        images.resolve("none/1.png").toFile())
                .refusal();
        assertTrue(refusal.startsWith("model: "), refusal);
    }

    @Test
    void anImageOfAnotherSizeIsNamed() {
        Path model = folder.resolve("sized.safetensors");
        train("save", model.toFile());
        String refusal = Ran.command(
                        ClassifyImages.class,
                        "image",
                        new ImagePlus("wide", new ByteProcessor(40, 32)),
                        "model",
                        model.toFile(),
                        "device",
                        "Java")
                .refusal();
        assertTrue(refusal.startsWith("image: 'wide': it has 40×32 pixels, expected "), refusal);
    }

    private Ran train(Object... more) {
        Object[] inputs = {
            "images", images.toFile(), "architecture", "(12)5c-2pmax-4pave", "epochs", 12, "device", "Java"
        };
        Object[] all = Arrays.copyOf(inputs, inputs.length + more.length);
        System.arraycopy(more, 0, all, inputs.length, more.length);
        return Ran.command(TrainClassifier.class, all);
    }

    private static ByteProcessor stripes(int label, SplittableRandom random) {
        ByteProcessor picture = new ByteProcessor(16, 16);
        double phase = 6 * random.nextDouble();
        for (int y = 0; y < 16; y++)
            for (int x = 0; x < 16; x++) {
                double wave = label == 1 ? 0 : Math.sin(phase + 1.3 * (label == 0 ? y : x));
                picture.set(x, y, (int) (128 + 60 * wave + 60 * (random.nextDouble() - 0.5)));
            }
        return picture;
    }
}
