package sc.fiji.invertibility.headless;

import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes PNG files, several times as fast as Java's own writer, which tries five filters on each row and compresses for
 * size: with a palette where that is enough, as for grey pictures, else as 24-bit RGB.
 */
final class PngFile {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /** Every row holds differences to the pixel on the left. */
    private static final int SUB = 1;

    private static final int RGB = 2, PALETTE = 3, BITS = 8, CHANNELS = 3;
    private final int width, height;
    private final int[] pixels;
    private final Optional<ColourTable> colours;

    private PngFile(BufferedImage picture) {
        this.width = picture.getWidth();
        this.height = picture.getHeight();
        this.pixels = picture.getRGB(0, 0, width, height, null, 0, width);
        this.colours = ColourTable.of(pixels);
    }

    /** Writes a picture; its transparency, if any, is dropped. */
    static void write(BufferedImage picture, Path file) throws IOException {
        PngFile png = new PngFile(picture);
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.write(SIGNATURE);
            png.write(out);
        }
    }

    private void write(DataOutputStream out) throws IOException {
        chunk(out, "IHDR", header());
        if (colours.isPresent()) chunk(out, "PLTE", colours.get().bytes());
        byte[] rows = colours.isPresent() ? indices(colours.get()) : differences();
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(rows);
            deflater.finish();
            ByteArrayOutputStream packed = new ByteArrayOutputStream(rows.length / 2);
            byte[] part = new byte[1 << 16];
            while (!deflater.finished()) packed.write(part, 0, deflater.deflate(part));
            chunk(out, "IDAT", packed.toByteArray());
        } finally {
            deflater.end();
        }
        chunk(out, "IEND", new byte[0]);
    }

    private byte[] header() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream header = new DataOutputStream(bytes);
        header.writeInt(width);
        header.writeInt(height);
        // Compression, filters and interlacing are the only or the simplest ones.
        header.write(new byte[] {BITS, (byte) (colours.isPresent() ? PALETTE : RGB), 0, 0, 0});
        return bytes.toByteArray();
    }

    private byte[] differences() {
        byte[] rows = new byte[(1 + CHANNELS * width) * height];
        for (int y = 0, to = 0, from = 0; y < height; y++) {
            rows[to++] = SUB;
            int left = 0;
            for (int x = 0; x < width; x++) {
                int colour = pixels[from++];
                rows[to++] = (byte) ((colour >> 16) - (left >> 16));
                rows[to++] = (byte) ((colour >> 8) - (left >> 8));
                rows[to++] = (byte) (colour - left);
                left = colour;
            }
        }
        return rows;
    }

    private byte[] indices(ColourTable table) {
        byte[] rows = new byte[(1 + width) * height];
        for (int y = 0, to = 0, from = 0; y < height; y++) {
            rows[to++] = SUB;
            int left = 0;
            for (int x = 0; x < width; x++) {
                int index = table.index(pixels[from++]);
                rows[to++] = (byte) (index - left);
                left = index;
            }
        }
        return rows;
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
