package sc.fiji.invertibility.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of files that ImageJ does not open. */
class ImageFilesTest {

    @TempDir
    Path folder;

    @Test
    void anImageLargerThanTheMemoryIsNotCalledNone() throws IOException {
        String message = refused(300_000, 200_000);
        assertTrue(
                message.startsWith("this file is damaged, or its 300000×200000 pixels are too many for the "), message);
        assertTrue(message.endsWith(" MiB of memory that Java may use"), message);
        assertEquals("not an image that ImageJ can read", refused(3, 2));
    }

    /** What is said of a PNG of this size that holds one pixel. */
    private String refused(int width, int height) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream(), file = new ByteArrayOutputStream();
        DataOutputStream numbers = new DataOutputStream(header);
        numbers.writeInt(width);
        numbers.writeInt(height);
        numbers.write(new byte[] {8, 0, 0, 0, 0});
        Deflater deflater = new Deflater();
        deflater.setInput(new byte[2]);
        deflater.finish();
        byte[] packed = new byte[100];
        int length = deflater.deflate(packed);
        deflater.end();
        file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        chunk(file, "IHDR", header.toByteArray());
        chunk(file, "IDAT", java.util.Arrays.copyOf(packed, length));
        chunk(file, "IEND", new byte[0]);
        Path path = Files.write(folder.resolve(width + ".png"), file.toByteArray());
        return assertThrows(IOException.class, () -> ImageFiles.open(path.toFile()))
                .getMessage();
    }

    private static void chunk(ByteArrayOutputStream to, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        DataOutputStream out = new DataOutputStream(to);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) crc.getValue());
    }
}
