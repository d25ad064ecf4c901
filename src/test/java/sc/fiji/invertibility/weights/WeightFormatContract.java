package sc.fiji.invertibility.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds for every format and each of its variants: reading gives the same tiny network, with two convolutions (4×3×3×2
 * and 6×4×3×3) and the layers after them.
 */
abstract class WeightFormatContract {

    @TempDir
    Path folder;

    private final String format;
    private final List<String> names;

    /** {@code names} are the layers' names, in order. */
    WeightFormatContract(String format, String... names) {
        this.format = format;
        this.names = List.of(names);
    }

    @TestFactory
    Stream<DynamicTest> theSameNetworkComesOutBitForBit() throws IOException {
        return Fixtures.variants(format).stream()
                .map(path -> dynamicTest(path.getFileName() + "", () -> {
                    try (WeightFile file = WeightFile.open(path)) {
                        assertEquals(
                                names,
                                file.layers().stream().map(LayerInfo::name).toList());
                        check(file.layer(names.get(0)), new int[] {4, 3, 3, 2}, 1);
                        check(file.layer(names.get(1)), new int[] {6, 4, 3, 3}, 3);
                        check(file.layer(names.get(2)), new int[] {5, 6, 1, 1}, 5);
                    }
                }));
    }

    private static void check(ImportedLayer layer, int[] sizes, int seed) {
        LayerInfo info = layer.info();
        assertArrayEquals(
                sizes, new int[] {info.filters(), info.channels(), info.height(), info.width()}, info.toString());
        assertArrayEquals(Fixtures.values(seed, (int) info.elements()), layer.weights(), info.toString());
        assertArrayEquals(Fixtures.values(seed + 1, sizes[0]), layer.bias(), info.toString());
        assertEquals(1, info.groups());
        assertEquals(sizes[0], layer.filterBank().filters());
    }

    @TestFactory
    Stream<DynamicTest> everyTensorThatIsListedIsReadInItsOwnShape() throws IOException {
        return Fixtures.variants(format).stream()
                .map(path -> dynamicTest(path.getFileName() + "", () -> {
                    try (WeightFile file = WeightFile.open(path)) {
                        for (LayerInfo layer : file.layers()) {
                            NamedTensor tensor = file.read(layer.source());
                            assertEquals(layer.elements(), tensor.data().length);
                            float[] sorted = tensor.data().clone();
                            float[] expected =
                                    file.layer(layer.name()).weights().clone();
                            Arrays.sort(sorted);
                            Arrays.sort(expected);
                            assertArrayEquals(expected, sorted, "only the order may differ");
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> whatIsSavedAsSafetensorsIsTheSame() throws IOException {
        return Fixtures.variants(format).stream()
                .map(path -> dynamicTest(path.getFileName() + "", () -> {
                    Path copy = folder.resolve(path.getFileName() + ".safetensors");
                    try (WeightFile file = WeightFile.open(path)) {
                        SafetensorsWriter.write(file, file.layers(), copy);
                        try (WeightFile again = WeightFile.open(copy)) {
                            assertEquals(file.preprocessing(), again.preprocessing());
                            for (String name : names) {
                                assertArrayEquals(
                                        file.layer(name).weights(),
                                        again.layer(name).weights());
                                assertArrayEquals(
                                        file.layer(name).bias(),
                                        again.layer(name).bias());
                            }
                        }
                    }
                }));
    }

    @Test
    void theEmptyNameMeansTheFirstAndAnUnknownOneIsAnsweredWithAll() throws IOException {
        try (WeightFile file = WeightFile.open(Fixtures.variants(format).get(0))) {
            assertEquals(names.get(0), file.layer("").name());
            String message = assertThrows(WeightsException.class, () -> file.layer("conv9_9"))
                    .getMessage();
            assertTrue(file.layerNames().stream().allMatch(message::contains), message);
        }
    }

    @TestFactory
    Stream<DynamicTest> aFileCutShortAnywhereEndsInOneSentence() throws IOException {
        return Fixtures.variants(format).stream()
                .map(path -> dynamicTest(path.getFileName() + "", () -> {
                    byte[] whole = Files.readAllBytes(path);
                    for (int tenth = 0; tenth < 10; tenth++) {
                        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length * tenth / 10));
                        WeightsException error =
                                assertThrows(WeightsException.class, () -> readAll(cut), "tenth " + tenth);
                        assertEquals(1, error.getMessage().lines().count());
                        assertTrue(error.getMessage().startsWith("cut"), error.getMessage());
                    }
                }));
    }

    private static void readAll(Path path) throws IOException {
        try (WeightFile file = WeightFile.open(path)) {
            for (LayerInfo layer : file.layers()) file.layer(layer.source());
        }
    }
}
