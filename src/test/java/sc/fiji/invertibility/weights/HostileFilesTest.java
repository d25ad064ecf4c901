package sc.fiji.invertibility.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that were made to do harm, and do not come about by chance. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostileFilesTest {

    @TempDir
    Path folder;

    @Test
    void aZipBombIsNotUnpacked() throws IOException {
        byte[] header = "\u0093NUMPY\1\0v\0{'descr': '<f4', 'fortran_order': False, 'shape': (64, 64, 64, 64), }"
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] zeros = Arrays.copyOf(header, 128 + 64 * 64 * 64 * 64 * 4);
        Arrays.fill(zeros, header.length, 128, (byte) ' ');
        assertRefused(zip("w.npy", zeros), "unpack");
    }

    @Test
    void aDictionaryInsideItselfIsLookedIntoOnce() throws IOException {
        // {"a": itself, "b": itself}, which would be 2^16 tensors deep.
        byte[] pickle = bytes("\u0080\2}q\0(X\1\0\0\0ah\0X\1\0\0\0bh\0u.");
        assertRefused(zip("t/data.pkl", pickle), "no tensors");
    }

    @Test
    void anEncryptedEntryIsSaid() throws IOException {
        byte[] zip = Files.readAllBytes(zip("w.npy", new byte[100]));
        for (int i = 0; i < zip.length - 9; i++) {
            boolean directory = zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1 && zip[i + 3] == 2;
            if (directory) zip[i + 8] |= 1;
        }
        assertRefused(Files.write(folder.resolve("encrypted"), zip), "encrypted");
    }

    /** Of an .npz the last array would else be missing, and a layer perhaps be without its bias. */
    @ParameterizedTest
    @ValueSource(strings = {"numpy/little_f4", "pytorch/zip_float"})
    void aZipDirectoryThatIsSaidToBeShorterThanItIsIsRefused(String fixture) throws IOException {
        byte[] zip = Files.readAllBytes(Fixtures.file(fixture));
        int end = zip.length - 22;
        assertEquals('P', zip[end]);
        assertEquals(5, zip[end + 2]);
        for (int count : new int[] {end + 8, end + 10}) zip[count]--;
        assertRefused(Files.write(folder.resolve("fewer"), zip), "expected byte " + end);
    }

    @Test
    void anEntryThatIsNoArrayIsListedAsSkipped() throws IOException {
        byte[] zip = Files.readAllBytes(Fixtures.file("numpy/little_f4"));
        String all = new String(zip, StandardCharsets.ISO_8859_1);
        String renamed = all.replace("conv1_2_W.npy", "conv1_2_W.npx");
        Path path = Files.write(folder.resolve("renamed"), bytes(renamed));
        try (WeightFile file = WeightFile.open(path)) {
            assertTrue(
                    file.skipped().contains(new SkippedTensor("conv1_2_W.npx", "its name does not end in .npy")),
                    file.skipped()::toString);
        }
    }

    @Test
    void aLayerWithoutANameIsNotTakenForTheFirst() throws IOException {
        String place = "\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1],\"data_offsets\":[";
        Path path = safetensors("{\"a.weight" + place + "0,4]},\"" + place + "4,8]}}", 8);
        try (WeightFile file = WeightFile.open(path)) {
            assertEquals(List.of("a.weight"), file.layerNames());
            assertEquals(List.of(new SkippedTensor("", "it has no name")), file.skipped());
        }
    }

    @Test
    void whatFollowsTheEndOfAHeaderIsNotIgnored() throws IOException {
        String tensor = "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
        assertRefused(safetensors(tensor + tensor, 4), "malformed JSON at line 1 column 56");
    }

    @Test
    void theSentenceOnMalformedJsonHasNoAdviceToProgrammers() throws IOException {
        Path path = safetensors("{\"a\":{\"dtype\":F32}}", 0);
        String message = assertThrows(WeightsException.class, () -> WeightFile.open(path))
                .getMessage();
        assertTrue(message.contains("damaged header: malformed JSON at line 1 column "), message);
        assertFalse(message.contains("Reader"), message);
    }

    @Test
    void aTensorLargerThanItsStorageIsRefused() throws IOException {
        byte[] pickle = bytes("\u0080\2}X\1\0\0\0wctorch._utils\n_rebuild_tensor_v2\n"
                + "((X\7\0\0\0storagectorch\nFloatStorage\nX\1\0\0\0" + "0X\3\0\0\0cpuK\1tQK\0"
                + "(M\0\1M\0\1M\0\1K\1t(K\0K\0K\0K\0t\u0089}tRs.");
        assertRefused(zip("t/data.pkl", pickle), "more numbers than its storage");
    }

    @Test
    void aTreeOfHdf5GroupsThatLeadsBackIsLeft() throws IOException {
        byte[] file = Files.readAllBytes(Fixtures.file("keras/old_contiguous"));
        int tree = indexOf(file, "TREE");
        // One level up, its first child itself.
        file[tree + 5] = 1;
        for (int i = 0; i < 8; i++) file[tree + 32 + i] = (byte) ((long) tree >>> 8 * i);
        assertRefused(Files.write(folder.resolve("loop"), file), "broken tree");
    }

    @Test
    void deepJsonCostsNoStack() throws IOException {
        assertRefused(safetensors("{\"a\":{\"x\":" + "[".repeat(1_000_000), 0), "header");
    }

    private Path safetensors(String header, int data) throws IOException {
        ByteBuffer file = ByteBuffer.allocate(8 + header.length() + data).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
        return Files.write(Files.createTempFile(folder, "hostile", ".safetensors"), file.array());
    }

    private static void assertRefused(Path path, String reason) {
        WeightsException error = assertThrows(WeightsException.class, () -> {
            try (WeightFile file = WeightFile.open(path)) {
                for (LayerInfo layer : file.layers()) file.layer(layer.name());
            }
        });
        assertTrue(error.getMessage().contains(reason), error.getMessage());
    }

    private Path zip(String name, byte[] content) throws IOException {
        Path path = Files.createTempFile(folder, "hostile", "");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return path;
    }

    private static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int indexOf(byte[] file, String ascii) {
        return new String(file, StandardCharsets.ISO_8859_1).indexOf(ascii);
    }
}
