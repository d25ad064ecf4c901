package sc.fiji.invertibility.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups, transposed layers, what is refused and in which words, and files larger than memory. */
class SingleFilesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"groups.caffemodel", "groups.onnx"})
    void groupsAndTransposedLayersKeepTheirMeaning(String name) throws IOException {
        try (WeightFile file = WeightFile.open(Fixtures.file("single/" + name))) {
            ImportedLayer grouped = file.layer("conv2");
            assertEquals(2, grouped.info().groups());
            assertEquals(6, grouped.filterBank().channels());
            assertArrayEquals(Fixtures.values(7, 4 * 3 * 3 * 3), grouped.weights());
            ImportedLayer up = file.layer("up");
            assertEquals(LayerKind.DECONVOLUTION, up.info().kind());
            assertEquals(
                    List.of(4, 3, 3),
                    List.of(up.info().filters(), up.info().channels(), up.info().outputs()));
            assertArrayEquals(Fixtures.values(8, 4 * 3 * 5 * 5), up.weights());
            assertEquals(4, up.filterBank().filters());
            Path copy = folder.resolve("copy");
            SafetensorsWriter.write(file, file.layers(), copy);
            try (WeightFile again = WeightFile.open(copy)) {
                assertEquals(
                        grouped.info().groups(), again.layer("conv2").info().groups());
                assertEquals(LayerKind.DECONVOLUTION, again.layer("up").info().kind());
            }
        }
    }

    /** Links and types of both forms of groups that h5py writes. */
    @ParameterizedTest
    @ValueSource(strings = {"links.h5", "links_latest.h5"})
    void whatIsNoArrayOfItsOwnIsNamedWithTheReason(String name) throws IOException {
        try (WeightFile file = WeightFile.open(Fixtures.file("single/" + name))) {
            assertEquals(
                    List.of("conv/bias:0", "conv/kernel:0"),
                    file.tensors().stream().map(TensorInfo::name).sorted().toList());
            assertEquals(
                    List.of(
                            "conv/same: it is another name of conv/kernel:0",
                            "elsewhere/far: it is a link into another file, which is not read",
                            "second: it is another name of conv",
                            "self: it is another name of the whole file",
                            "soft: it is a link to /conv/kernel:0; links by a path are not followed",
                            "text: its elements are no numbers",
                            "type: it is a type, not an array"),
                    file.skipped().stream()
                            .map(other -> other.name() + ": " + other.reason())
                            .sorted()
                            .toList());
            assertAsked(
                    file,
                    "second/kernel:0",
                    "has no tensor named second/kernel:0: of second, it is another name of conv;");
            assertAsked(file, "type", "has no tensor named type: it is a type, not an array; there are conv");
        }
    }

    /** A dataset may leave its type to an object with a name, in both versions of such messages that h5py writes. */
    @ParameterizedTest
    @ValueSource(strings = {"named.h5", "named_latest.h5"})
    void aTypeWithANameIsThatOfItsDatasets(String name) throws IOException {
        try (WeightFile file = WeightFile.open(Fixtures.file("single/" + name))) {
            assertEquals(
                    List.of("conv/bias:0 F32", "conv/kernel:0 F16"),
                    file.tensors().stream()
                            .map(tensor -> tensor.name() + " " + tensor.dtype())
                            .sorted()
                            .toList());
            assertArrayEquals(
                    Fixtures.values(1, 4 * 3 * 3 * 2), file.layer("conv").weights());
            assertEquals(
                    List.of(
                            "half: it is a type, not an array",
                            "pair: it is a type, not an array",
                            "pairs: its elements are no numbers"),
                    file.skipped().stream()
                            .map(other -> other.name() + ": " + other.reason())
                            .sorted()
                            .toList());
        }
    }

    /** No file of h5py's defaults is like that; one such dataset used to hide all others. */
    @Test
    void aTypeThatIsSharedInAHeapIsSkippedWithTheReason() throws IOException {
        byte[] bytes = Files.readAllBytes(Fixtures.file("single/named.h5"));
        byte[] message = {3, 0, 16, 0, 3, 0, 0, 0, 2, 2};
        int at = 0;
        while (!Arrays.equals(message, Arrays.copyOfRange(bytes, at, at + message.length))) at++;
        // The first of the two is that of the kernel: version 3, kept in the heap of shared messages.
        bytes[at + 8] = 3;
        bytes[at + 9] = 1;
        Path heap = Files.write(folder.resolve("heap.h5"), bytes);
        try (WeightFile file = WeightFile.open(heap)) {
            assertEquals(
                    List.of("conv/bias:0"),
                    file.tensors().stream().map(TensorInfo::name).toList());
            assertAsked(
                    file,
                    "conv/kernel:0",
                    "has no tensor named conv/kernel:0: the type or shape is shared in a way that is not read; save it"
                            + " again with h5py's defaults");
        }
    }

    private static void assertAsked(WeightFile file, String name, String sentence) {
        String message =
                assertThrows(WeightsException.class, () -> file.read(name)).getMessage();
        assertTrue(message.contains(sentence), message);
    }

    @Test
    void anArrayThatHasTwoShapesIsRefused() throws IOException {
        String text = new String(Files.readAllBytes(Fixtures.file("single/filters.npy")), StandardCharsets.ISO_8859_1);
        String shape = "'shape': (6, 36), ",
                twice = text.replace(", }" + " ".repeat(shape.length()), ", " + shape + "}");
        assertEquals(text.length(), twice.length());
        Path file = Files.write(folder.resolve("twice.npy"), twice.getBytes(StandardCharsets.ISO_8859_1));
        String message = assertThrows(WeightsException.class, () -> WeightFile.open(file))
                .getMessage();
        assertTrue(message.contains("has two of shape"), message);
    }

    @Test
    void oneArrayIsALayer() throws IOException {
        try (WeightFile file = WeightFile.open(Fixtures.file("single/filters.npy"))) {
            assertArrayEquals(Fixtures.values(3, 6 * 4 * 9), file.layer("").weights());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "refused.pth, posix.system, safetensors",
        "script.pt, TorchScript, .pth",
        "external.onnx, external data, safetensors",
    })
    void whatIsNotReadIsNamedWithWhatToConvertItTo(String name, String what, String target) {
        String message = assertThrows(WeightsException.class, () -> WeightFile.open(Fixtures.file("single/" + name)))
                .getMessage();
        assertTrue(message.contains(what) && message.contains(target), message);
    }

    @Test
    void quantisedFiltersAreListedAndRefused() throws IOException {
        try (WeightFile file = WeightFile.open(Fixtures.file("single/quantised.onnx"))) {
            String message =
                    assertThrows(WeightsException.class, () -> file.layer("")).getMessage();
            assertTrue(message.contains("int8") && message.contains("F32"), message);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "04000000010000000300000056203100, Torch7, .pth",
        "7b22666f726d6174223a20226c6179657273, TensorFlow.js, .h5",
        "6d6f64656c5f636865636b706f696e745f706174683a, TensorFlow checkpoint, .h5",
        "000000000000000057fb808b247547db, TensorFlow checkpoint, .h5",
        "080112020a00, SavedModel, ONNX",
        "1c00000054464c33, TensorFlow Lite, ONNX",
        "4747554603000000, GGUF, safetensors",
        "53616c7465645f5f00000000, encrypted, safetensors",
        "1f8b080000000000, gzip, .caffemodel",
        "80027d2e, pickle, .npz",
        "3c21444f43545950452068746d6c3e, web page, weights",
        "0000000000000000, no known format, safetensors",
    })
    void otherFormatsAreRecognisedByTheirContent(String hex, String what, String target) throws IOException {
        Path path = Files.write(folder.resolve("file"), java.util.HexFormat.of().parseHex(hex));
        String message = assertThrows(WeightsException.class, () -> WeightFile.open(path))
                .getMessage();
        assertTrue(message.contains(what) && message.contains(target), message);
    }

    @Test
    void aFileThatIsNotThereAndAnEmptyOneAreSaid() throws IOException {
        Path absent = folder.resolve("absent.pth");
        assertTrue(assertThrows(WeightsException.class, () -> WeightFile.open(absent))
                .getMessage()
                .contains("absent.pth"));
        Path empty = Files.createFile(folder.resolve("empty.h5"));
        assertTrue(assertThrows(WeightsException.class, () -> WeightFile.open(empty))
                .getMessage()
                .contains("empty"));
    }

    /** A layer behind a dense one of 8 GB, which no heap here would hold. */
    @Test
    void denseLayersAreNeverRead() throws IOException {
        long dense = 65_536L * 32_767 * 4;
        String header = "{\"fc.weight\":{\"dtype\":\"F32\",\"shape\":[65536,32767],\"data_offsets\":[0," + dense
                + "]},\"out.weight\":{\"dtype\":\"F32\",\"shape\":[1,1,1,2],\"data_offsets\":[" + dense + ","
                + (dense + 8) + "]}}";
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        Path path = folder.resolve("large");
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            ByteBuffer start = ByteBuffer.allocate(8 + json.length).order(ByteOrder.LITTLE_ENDIAN);
            file.write(start.putLong(json.length).put(json).array());
            file.setLength(8 + json.length + dense + 8);
        }
        try (WeightFile file = WeightFile.open(path)) {
            assertArrayEquals(new float[2], file.layer("").weights());
            assertEquals(2, file.layers().size());
        }
    }

    @Test
    void anInterruptEndsReadingAndIsKept() throws IOException {
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> WeightFile.open(Fixtures.file("single/filters.npy")));
        assertTrue(Thread.interrupted());
        try (WeightFile file = WeightFile.open(Fixtures.file("numpy/little_f4"))) {
            Thread.currentThread().interrupt();
            assertThrows(CancellationException.class, () -> file.layer(""));
            assertTrue(Thread.interrupted());
        }
    }
}
