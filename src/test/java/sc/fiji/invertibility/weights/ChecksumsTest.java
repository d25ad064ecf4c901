package sc.fiji.invertibility.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a format has checksums, no damage goes unseen: each is refused, or has not touched a number. */
class ChecksumsTest {

    @TempDir
    Path folder;

    /** A bit of every other byte of a file. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "numpy/little_f4",
                "numpy/compressed",
                "pytorch/zip_float",
                "matconvnet/v7_new",
                "keras/old_latest"
            })
    void noFlippedBitChangesANumber(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(Fixtures.file(name));
        int end = name.startsWith("keras") ? firstNumber(bytes) : bytes.length;
        int refused = 0;
        Map<String, float[]> right = numbers(Fixtures.file(name));
        for (int i = 0; i < end; i += 2) if (refuses(right, bytes, i)) refused++;
        assertTrue(refused > end / 4, refused + " of " + end / 2 + " flipped bits were noticed");
    }

    /** Flips a bit, and the same again; whether that was noticed. What was not must not have mattered. */
    private boolean refuses(Map<String, float[]> right, byte[] bytes, int at) throws IOException {
        int bit = 1 << 3 * at % Byte.SIZE;
        bytes[at] ^= (byte) bit;
        try {
            numbers(Files.write(folder.resolve("damaged"), bytes))
                    .forEach((tensor, values) -> assertArrayEquals(right.get(tensor), values, tensor + ", byte " + at));
            return false;
        } catch (WeightsException e) {
            return true;
        } finally {
            bytes[at] ^= (byte) bit;
        }
    }

    /** HDF5's newer headers come first in the file, and are checked; its plain numbers are not. */
    private static int firstNumber(byte[] file) {
        int first = Float.floatToIntBits(Fixtures.values(1, 1)[0]);
        ByteBuffer numbers = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i + 4 <= file.length; i++) if (numbers.getInt(i) == first) return i;
        return file.length;
    }

    private static Map<String, float[]> numbers(Path path) throws IOException {
        Map<String, float[]> numbers = new HashMap<>();
        try (WeightFile file = WeightFile.open(path)) {
            for (TensorInfo tensor : file.tensors()) {
                if (tensor.elements() > 0)
                    numbers.put(tensor.name(), file.read(tensor.name()).data());
            }
        }
        return numbers;
    }

    /** In the chunks, which are packed, shuffled and have a checksum. */
    @Test
    void noFlippedBitInACheckedChunkChangesANumber() throws IOException {
        String name = "keras/new_gzip_shuffle_checksum";
        byte[] bytes = Files.readAllBytes(Fixtures.file(name));
        Map<String, float[]> right = numbers(Fixtures.file(name));
        int flips = 0;
        int refused = 0;
        for (int start = indexOf(bytes, 0); start >= 0; start = indexOf(bytes, start + 1)) {
            for (int i = start; i < start + 24; i++, flips++) if (refuses(right, bytes, i)) refused++;
        }
        assertTrue(flips >= 182 && refused == flips, refused + " of " + flips + " flipped bits were noticed");
    }

    /** Where zlib's header stands. */
    private static int indexOf(byte[] bytes, int from) {
        for (int i = from; i + 60 < bytes.length; i++) {
            if (bytes[i] == 0x78 && (bytes[i] * 256 + (bytes[i + 1] & 0xff)) % 31 == 0) return i;
        }
        return -1;
    }

    /** The sums that Fletcher's checksum is usually tested with; HDF5 takes words from the upper byte on. */
    @ParameterizedTest
    @CsvSource({"badcfe, 1448095018", "badcfehg, 3957429649"})
    void fletcherIsAsPublished(String swapped, long published) {
        Fletcher32 sum = new Fletcher32();
        byte[] ascii = swapped.getBytes(StandardCharsets.US_ASCII);
        sum.update(ascii, 0, ascii.length);
        assertEquals(published, sum.getValue());
    }

    /** The values that the hash's author gives in his driver. */
    @Test
    void theHashIsAsPublished() {
        byte[] text = "Four score and seven years ago".getBytes(StandardCharsets.US_ASCII);
        assertEquals(0x17770551L, JenkinsHash.of(text));
        assertEquals(0xdeadbeefL, JenkinsHash.of(new byte[0]));
    }
}
