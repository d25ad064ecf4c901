package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.measure.ResultsTable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.invertibility.Shared;
import sc.fiji.invertibility.weights.WeightFile;

class ImportFiltersTest {

    private static final List<String> COLUMNS =
            List.of("layer", "filters", "channels", "height", "width", "bias", "norm", "source_name", "status");

    @TempDir
    Path folder;

    @Test
    void everyLayerHasARowAndWhatIsSkippedSaysWhy() throws IOException {
        Path file = new TinyWeights()
                .tensor("a.weight", "2,1,1,2", 1, 2, 2, 4)
                .tensor("a.bias", "2", 5, 6)
                .counting("fc.weight", "2,3")
                .tensor("count", "I32", "1", 0)
                .write(folder.resolve("tiny.safetensors"));
        Ran ran = Ran.command(ImportFilters.class, "weights", file.toFile());
        assertNull(ran.refusal());
        ResultsTable table = ran.output("layers", ResultsTable.class);
        assertEquals(COLUMNS, List.of(table.getColumnHeadings().strip().split("\t")));
        int row = row(table, "a.weight");
        assertEquals("a", table.getStringValue("layer", row));
        assertEquals(
                List.of(2, 1, 1, 2, 2, 5),
                IntStream.rangeClosed(1, 6)
                        .map(column -> (int) table.getValueAsDouble(table.getColumnIndex(COLUMNS.get(column)), row))
                        .boxed()
                        .toList());
        assertEquals("usable", table.getStringValue("status", row));
        assertEquals("not read: a dense layer", table.getStringValue("status", row(table, "fc.weight")));
        assertTrue(table.getStringValue("status", row(table, "count")).matches("skipped: .*I32.*"));
        assertEquals("", table.getStringValue("norm", row(table, "count")));
        assertEquals("safetensors", ran.output("format", String.class));
        assertEquals(64, ran.output("sha256", String.class).length());
    }

    @Test
    void aDamagedLayerIsSaidAndTheOthersAreSaved() throws IOException {
        Path file = new TinyWeights()
                .blueFirst()
                .counting("a.weight", "2,3,1,2")
                .tensor("b.weight", "1,2,1,1", 1, Float.NaN)
                .counting("c.weight", "1,2,3,3")
                .tensor("c.bias", "1", 7)
                .write(folder.resolve("tiny.safetensors"));
        Path copy = folder.resolve("copy.safetensors");
        Ran ran = Ran.command(ImportFilters.class, "weights", file.toFile(), "save", copy.toFile());
        assertNull(ran.refusal());
        ResultsTable table = ran.output("layers", ResultsTable.class);
        assertTrue(table.getStringValue("status", row(table, "b.weight")).matches("not usable: .*no finite.*"));
        try (WeightFile before = WeightFile.open(file);
                WeightFile after = WeightFile.open(copy)) {
            assertEquals(List.of("a.weight", "c.weight"), after.layerNames());
            assertEquals(before.preprocessing(), after.preprocessing());
            assertArrayEquals(before.layer("a").weights(), after.layer("a").weights());
            assertArrayEquals(new float[] {7}, after.layer("c").bias());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vgg16_conv1-2_f32.safetensors",
                "vgg16_conv1-2_frossard.npz",
                "vgg16_conv1-2_keras2.h5",
                "vgg16_conv1-2_matconvnet.mat",
                "vgg16_conv1-2_raw.onnx",
                "vgg16_conv1-2_v2.caffemodel"
            })
    void vggIsTheSameInEveryFormatAndAfterSaving(String name) throws IOException {
        File file = Shared.file("weights/vgg16/" + name).toFile();
        File copy = folder.resolve("copy.safetensors").toFile();
        assertVgg(Ran.command(ImportFilters.class, "weights", file, "save", copy));
        assertVgg(Ran.command(ImportFilters.class, "weights", copy));
    }

    private static void assertVgg(Ran ran) {
        assertNull(ran.refusal());
        ResultsTable table = ran.output("layers", ResultsTable.class);
        double[] norms = {8.592932, 8.210119, 8.749665, 9.040239};
        double[] filters = {64, 64, 128, 128};
        assertEquals(4, table.size());
        for (int i = 0; i < 4; i++) {
            assertEquals(filters[i], table.getValue("filters", i));
            assertEquals(filters[i], table.getValue("bias", i));
            assertEquals(3, table.getValue("height", i));
            assertEquals(norms[i], table.getValue("norm", i), 1e-6);
            assertEquals("usable", table.getStringValue("status", i));
        }
    }

    @Test
    void badInputIsOneSentenceAndNothingIsSaved() throws IOException {
        File file = new TinyWeights()
                .counting("a.weight", "2,3,1,2")
                .write(folder.resolve("tiny.safetensors"))
                .toFile();
        File text = Files.writeString(folder.resolve("text.txt"), "no weights at all")
                .toFile();
        File bare = new TinyWeights()
                .counting("fc.weight", "2,3")
                .write(folder.resolve("dense.safetensors"))
                .toFile();
        assertRefused("weights: expected a file, but none is given");
        assertRefused("is no file", "weights", new File(folder.toFile(), "none"));
        assertRefused("text.txt", "weights", text);
        assertRefused(
                "save: expected a file name that ends in .safetensors, but got a.npz",
                "weights",
                file,
                "save",
                new File(folder.toFile(), "a.npz"));
        assertRefused(
                "save: there is no folder",
                "weights",
                file,
                "save",
                new File(folder.toFile(), "nowhere/a.safetensors"));
        assertRefused("save: expected another file", "weights", file, "save", file);
        File out = new File(folder.toFile(), "a.safetensors");
        assertRefused("save: dense.safetensors has no filters to save", "weights", bare, "save", out);
        assertFalse(out.exists());
    }

    private static void assertRefused(String words, Object... inputs) {
        Ran ran = Ran.command(ImportFilters.class, inputs);
        assertTrue(ran.refusal() != null && ran.refusal().contains(words), () -> words + " / " + ran.refusal());
        assertEquals(1, ran.refusal().lines().count());
        assertNull(ran.output("layers", ResultsTable.class));
    }

    private static int row(ResultsTable table, String source) {
        return IntStream.range(0, table.size())
                .filter(i -> table.getStringValue("source_name", i).equals(source))
                .findFirst()
                .orElseThrow();
    }
}
