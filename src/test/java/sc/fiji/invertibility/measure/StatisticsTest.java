package sc.fiji.invertibility.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.invertibility.compute.EachEngine;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Scope;

class StatisticsTest {

    @Test
    void momentsOfAKnownSample() {
        Moments moments = Moments.of(2, 4, 4, 4, 5, 5, 7, 9);
        assertEquals(5, moments.mean(), 1e-12);
        assertEquals(Math.sqrt(32 / 7.0), moments.sd(), 1e-12);
        assertEquals(2, moments.min());
        assertEquals(9, moments.max());
        assertEquals(0, Moments.of(3).sd());
    }

    @Test
    void momentsKeepTheirDigitsFarFromZero() {
        assertEquals(1, Moments.of(1e9 - 1, 1e9, 1e9 + 1).sd(), 1e-6);
    }

    @Test
    void histogramsCountEverything() {
        Histogram histogram = Histogram.of(new double[] {0, 0.1, 0.5, 0.9, 1}, 2);
        assertArrayEquals(new long[] {2, 3}, histogram.counts());
        assertEquals(0.25, histogram.centre(0));
        assertEquals(3, Histogram.of(new double[] {7, 7, 7}, 4).total());
    }

    /** A bar for each number, in whose middle it is; where there is no room for that, for as many numbers each. */
    @Test
    void barsOfWholeNumbersAreAroundThem() {
        double[] values = {2, 3, 3, 6};
        Histogram single = Histogram.ofWholeNumbers(values, 9);
        assertArrayEquals(new long[] {1, 2, 0, 0, 1}, single.counts());
        for (int i = 0; i < 5; i++) assertEquals(2 + i, single.centre(i));
        Histogram pairs = Histogram.ofWholeNumbers(values, 3);
        assertArrayEquals(new long[] {3, 0, 1}, pairs.counts());
        assertEquals(2.5, pairs.centre(0));
        assertArrayEquals(
                new long[] {3},
                Histogram.ofWholeNumbers(new double[] {0, 0, 0}, 4).counts());
    }

    @Test
    void randomActivationsAreOffByTheRootOfTwo() {
        Moments errors = Moments.NONE;
        for (int seed = 0; seed < 5; seed++) {
            float[] values = new float[32 * 20 * 20];
            for (int i = 0; i < values.length; i++) values[i] = i % 3 == 0 ? i % 17 : 0;
            var f = ArrayImgs.floats(values, 20, 20, 32);
            var random = ReconstructionError.randomActivations(f, seed);
            errors = errors.plus(ReconstructionError.relative(random, f));
        }
        assertEquals(Math.sqrt(2), errors.mean(), 0.01);
        assertEquals(Math.sqrt(2), errors.max(), 0.02);
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void percentageOfNonzeros(Engine engine) {
        try (Scope scope = new Scope()) {
            var map = engine.upload(scope, ArrayImgs.floats(new float[] {0, 1, -2, 0, 0, 3, 0, 0}, 2, 2, 2));
            assertEquals(37.5, SparsityLevel.nonzeroPercent(engine, map));
        }
    }

    @Test
    void sparsityIsTakenUpWhereItWasLeft(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("state.json");
        SparsityLevel all =
                SparsityLevel.start("VGG-16").plus("a", Map.of("conv1_1", 40.0)).plus("b", Map.of("conv1_1", 50.0));
        SparsityLevel.start("VGG-16").plus("a", Map.of("conv1_1", 40.0)).write(file);
        SparsityLevel resumed = SparsityLevel.resume(file, "VGG-16");
        assertEquals("a", resumed.last());
        assertEquals(all, resumed.plus("b", Map.of("conv1_1", 50.0)));
        assertEquals(2, all.images());
        assertEquals(SparsityLevel.start("VGG-19"), SparsityLevel.resume(file, "VGG-19"));
        assertThrows(IllegalArgumentException.class, () -> all.plus("c", Map.of("conv9", 1.0)));
    }

    /** Of two equal keys the last one used to count, here an image that had not been measured. */
    @Test
    void aStateWithAKeyTwiceIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("state.json");
        SparsityLevel.start("VGG-16").plus("a", Map.of("conv1_1", 40.0)).write(file);
        Files.writeString(file, Files.readString(file).replace("\"last\":\"a\"", "\"last\":\"a\",\"last\":\"b\""));
        String message = assertThrows(IOException.class, () -> SparsityLevel.resume(file, "VGG-16"))
                .getMessage();
        assertTrue(
                message.endsWith(
                        "state.json is not the state of a sparsity measurement: it has the key \"last\" twice in"
                                + " one object of its JSON, expected every key once"),
                message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[[", "{}", "7", "{\"setting\":\"VGG-16\"}", "\u00ff\u00d8 no UTF-8", "null"})
    void anotherFileIsNotTakenForAState(String content, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("other"), content, StandardCharsets.ISO_8859_1);
        String message = assertThrows(IOException.class, () -> SparsityLevel.resume(file, "VGG-16"))
                .getMessage();
        assertTrue(message.contains("other is not the state of a sparsity measurement"), message);
        assertEquals(content, Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    @Test
    void thePaperKnowsItsLayers() {
        assertEquals(69.7, PaperTables.VGG16.nonzeroPercent("conv1_2").orElseThrow());
        assertEquals(87.79, PaperTables.ALEXNET.nonzeroPercent("pool1").orElseThrow());
        assertEquals(0.943, PaperTables.VGG16.coherence("conv1_2").orElseThrow());
        assertEquals(
                1.051, PaperTables.VGG16.relativeError("pool4", false, true).orElseThrow());
        assertEquals(
                0.380, PaperTables.VGG16.relativeError("pool1", true, false).orElseThrow());
        assertEquals(true, PaperTables.NONE.coherence("conv1_2").isEmpty());
    }
}
