package sc.fiji.invertibility.headless;

import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes PNG files of 24-bit RGB, several times as fast as Java's own writer, which tries five filters on each row and
 * compresses for size: of a batch on a processor, that took a fifth of the time.
 */
final class PngFile {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /** Every row holds differences to the pixel on the left. */
    private static final int SUB = 1;

    private static final int RGB = 2, BITS = 8, CHANNELS = 3;

    private PngFile() {}

    /** Writes a picture; its transparency, if any, is dropped. */
    static void write(BufferedImage picture, Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.write(SIGNATURE);
            chunk(out, "IHDR", header(picture));
            chunk(out, "IDAT", pixels(picture));
            chunk(out, "IEND", new byte[0]);
        }
    }

    private static byte[] header(BufferedImage picture) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream header = new DataOutputStream(bytes);
        header.writeInt(picture.getWidth());
        header.writeInt(picture.getHeight());
        // Compression, filters and interlacing are the only or the simplest ones.
        header.write(new byte[] {BITS, RGB, 0, 0, 0});
        return bytes.toByteArray();
    }

    private static byte[] pixels(BufferedImage picture) throws IOException {
        int width = picture.getWidth();
        int[] row = new int[width];
        byte[] line = new byte[1 + CHANNELS * width];
        line[0] = SUB;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream packed = new DeflaterOutputStream(bytes, deflater, 1 << 16)) {
            for (int y = 0; y < picture.getHeight(); y++) {
                picture.getRGB(0, y, width, 1, row, 0, width);
                filter(row, line);
                packed.write(line);
            }
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private static void filter(int[] row, byte[] line) {
        int left = 0;
        for (int x = 0, to = 1; x < row.length; x++) {
            int colour = row[x];
            line[to++] = (byte) ((colour >> 16) - (left >> 16));
            line[to++] = (byte) ((colour >> 8) - (left >> 8));
            line[to++] = (byte) (colour - left);
            left = colour;
        }
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) check.getValue());
    }
}
