package sc.fiji.invertibility.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {

    @TempDir
    Path folder;

    @Test
    void theFirstTensorWithFourAxesIsTheOneForAnEmptyName() throws IOException {
        Path file = file(
                "{\"a.bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                        + "\"a.weight\":{\"dtype\":\"F32\",\"shape\":[2,1,1,1],\"data_offsets\":[8,16]}}",
                5,
                6,
                7,
                8);
        try (WeightFile weights = WeightFile.open(file)) {
            ImportedLayer layer = weights.layer("");
            assertEquals("a", layer.name());
            assertArrayEquals(new float[] {7, 8}, layer.weights());
            assertArrayEquals(new float[] {5, 6}, layer.bias());
            assertEquals(2, layer.filterBank().filters());
            assertEquals(List.of("a.weight"), weights.layerNames());
            assertArrayEquals(new float[] {5, 6}, weights.read("a.bias").data());
        }
    }

    @Test
    void anUnknownLayerIsAnsweredWithThoseThatAreThere() throws IOException {
        try (WeightFile weights = WeightFile.open(oneFilter(1))) {
            String message = assertThrows(WeightsException.class, () -> weights.layer("conv9"))
                    .getMessage();
            assertTrue(message.contains("conv9") && message.contains("only.weight"), message);
        }
    }

    /** As in GoogLeNet, whose blocks all have a 3x3. */
    @Test
    void aShortNameIsEnoughUnlessTwoLayersHaveIt() throws IOException {
        String tensor = "\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1],\"data_offsets\":[";
        Path file = file(
                "{\"a/3x3.weight" + tensor + "0,4]},\"a/5x5.weight" + tensor + "4,8]},\"b/3x3.weight" + tensor
                        + "8,12]}}",
                1,
                2,
                3);
        try (WeightFile weights = WeightFile.open(file)) {
            assertEquals(
                    List.of("a/3x3", "a/5x5", "b/3x3"),
                    weights.layers().stream().map(LayerInfo::name).toList());
            assertArrayEquals(new float[] {2}, weights.layer("5x5").weights());
            assertArrayEquals(new float[] {3}, weights.layer("b/3x3").weights());
            String message = assertThrows(WeightsException.class, () -> weights.layer("3x3"))
                    .getMessage();
            assertTrue(message.contains("2 layers named 3x3") && message.contains("a/3x3, b/3x3"), message);
            Path copy = folder.resolve("copy.safetensors");
            SafetensorsWriter.write(weights, weights.layers(), copy);
            try (WeightFile again = WeightFile.open(copy)) {
                assertEquals(weights.layers(), again.layers());
            }
        }
    }

    /** Those of any file that the user makes, whatever the umask is. */
    @Test
    void aSavedFileMayBeReadByWhoeverMayReadOthers() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "skipped: there are no permissions");
        Path saved = folder.resolve("saved.safetensors");
        try (WeightFile weights = WeightFile.open(oneFilter(1))) {
            SafetensorsWriter.write(weights, weights.layers(), saved);
        }
        Path usual = Files.createFile(folder.resolve("usual"));
        assertEquals(Files.getPosixFilePermissions(usual), Files.getPosixFilePermissions(saved));
    }

    @Test
    void notANumberIsFoundWhereItIs() throws IOException {
        try (WeightFile weights = WeightFile.open(oneFilter(Float.NaN))) {
            String message = assertThrows(WeightsException.class, () -> weights.layer(""))
                    .getMessage();
            assertTrue(message.contains("1 values") && message.contains("filter 0"), message);
        }
    }

    /** As the format demands: what another program checked may be something else to this one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'a':TENSOR,'a':TENSOR}",
                "{'a':{'dtype':'F32','shape':[],'a':0,'data_offsets':[0,4],'a':0}}",
                "{'a':TENSOR,'__metadata__':{'a':'1','a':'2'}}",
                "{'__metadata__':{'layers':'{\\'a\\':\\'DENSE 1\\',\\'a\\':\\'DENSE 2\\'}'},'b':TENSOR}",
                "{'__metadata__':{'preprocessing':'{\\'a\\':1,\\'a\\':2}'},'b':TENSOR}"
            })
    void aKeyThatIsThereTwiceIsRefused(String header) throws IOException {
        String tensor = "{'dtype':'F32','shape':[],'data_offsets':[0,4]}";
        Path file = file(header.replace("TENSOR", tensor).replace('\'', '"'), 1);
        String message = assertThrows(WeightsException.class, () -> WeightFile.open(file))
                .getMessage();
        assertTrue(
                message.endsWith(" has the key \"a\" twice in one object of its JSON, expected every key once"),
                message);
    }

    @Test
    void twoListsOfTextsAreRefused() throws IOException {
        Path file = file("{\"__metadata__\":{},\"__metadata__\":{\"a\":\"b\"}}");
        String message = assertThrows(WeightsException.class, () -> WeightFile.open(file))
                .getMessage();
        assertTrue(message.contains("the key \"__metadata__\" twice"), message);
    }

    @Test
    void integersAreListedButNotTakenForFilters() throws IOException {
        Path file = file("{\"q.weight\":{\"dtype\":\"I8\",\"shape\":[1,1,2,2],\"data_offsets\":[0,4]}}", 0);
        try (WeightFile weights = WeightFile.open(file)) {
            assertEquals("I8", weights.tensors().get(0).dtype());
            assertTrue(weights.skipped().get(0).reason().contains("I8"));
            String message = assertThrows(WeightsException.class, () -> weights.read("q.weight"))
                    .getMessage();
            assertTrue(message.contains("I8") && message.contains("floating point"), message);
        }
    }

    /** The header's length is the file's first byte, and may look like another format's. */
    @ParameterizedTest
    @ValueSource(ints = {'<', '{', 0x8b1f})
    void anyLengthOfTheHeaderIsFine(int length) throws IOException {
        String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}";
        Path file = file(header + " ".repeat(Math.floorMod(length - header.length(), 256 * 256)), 1);
        try (WeightFile weights = WeightFile.open(file)) {
            assertArrayEquals(new float[] {1}, weights.read("a").data());
        }
    }

    @Test
    void whatIsCutShortIsSaidWhenItIsOpened() throws IOException {
        byte[] whole = Files.readAllBytes(oneFilter(1));
        for (int length : new int[] {0, 4, 8, 40, whole.length - 1}) {
            Path cut = Files.write(folder.resolve("cut" + length), java.util.Arrays.copyOf(whole, length));
            assertThrows(WeightsException.class, () -> WeightFile.open(cut), "cut to " + length);
        }
    }

    @Test
    void layersAreInTheNetworksOrderThoughTheWriterSortedThem() throws IOException {
        Path file = file(
                "{\"f.10.weight\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1],\"data_offsets\":[0,4]},"
                        + "\"f.2.weight\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1],\"data_offsets\":[4,8]}}",
                10,
                2);
        try (WeightFile weights = WeightFile.open(file)) {
            assertEquals(List.of("f.2.weight", "f.10.weight"), weights.layerNames());
        }
    }

    @Test
    void whatWasWrittenIsReadBackWithItsRecord() throws IOException {
        Path copy = folder.resolve("copy.safetensors");
        try (WeightFile weights = WeightFile.open(oneFilter(3))) {
            SafetensorsWriter.write(weights, weights.layers(), copy);
            try (WeightFile again = WeightFile.open(copy)) {
                assertEquals(weights.preprocessing(), again.preprocessing());
                assertArrayEquals(
                        weights.layer("").weights(), again.layer("only").weights());
                assertEquals(64, again.sha256().length());
            }
        }
        try (var left = Files.list(folder)) {
            assertEquals(0, left.filter(p -> p.toString().endsWith(".part")).count());
        }
    }

    private Path oneFilter(float value) throws IOException {
        return file("{\"only.weight\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1],\"data_offsets\":[0,4]}}", value);
    }

    private Path file(String header, float... values) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(8 + json.length + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json);
        for (float value : values) bytes.putFloat(value);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes.array());
        return Files.write(Files.createTempFile(folder, "weights", ""), out.toByteArray());
    }
}
