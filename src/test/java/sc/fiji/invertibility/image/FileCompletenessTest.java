package sc.fiji.invertibility.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.plugin.filter.AVI_Writer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No pixel of a harmed file is taken for a measured one, and none is waited for for ever. */
@Tag("locale")
@Tag("small-heap")
class FileCompletenessTest {

    private static final int WIDTH = 40, HEIGHT = 30;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"tif", "zip", "png", "jpg", "gif", "bmp", "pgm", "fits", "dcm", "avi"})
    void aTruncatedFileOfAnyFormatIsRefused(String format) throws IOException {
        Path whole = folder.resolve("whole." + format);
        saved(whole, format);
        assertEquals(WIDTH, opened(whole).getWidth());
        byte[] bytes = Files.readAllBytes(whole);
        // A FITS is padded to blocks of 2880 bytes.
        int end = format.equals("fits") ? 2880 + WIDTH * HEIGHT : bytes.length;
        for (int cut : new int[] {end / 3, end / 2, end - end / 10}) {
            Path file = Files.write(folder.resolve("cut." + format), Arrays.copyOf(bytes, cut));
            IOException refused = assertThrows(IOException.class, () -> opened(file), "cut to " + cut);
            assertTrue(
                    refused.getMessage().matches("(?s)this file is (truncated|damaged) .*|not an image.*"),
                    refused.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"P5 -3 4 255 ", "P5 3 4 70000 ", "P6 99999 99999 255 ", "P5\n", "P2 3 4 255 1 2 3", "P4 9 9 \0"})
    void aPgmWhoseHeaderCannotBeTrueIsRefused(String text) throws IOException {
        Path file = Files.write(
                folder.resolve("header.pgm"), Arrays.copyOf(text.getBytes(StandardCharsets.ISO_8859_1), 24));
        String flaw = FileCompleteness.flawOf(file.toFile()).orElse("none");
        assertTrue(flaw.startsWith("damaged (its header ") || flaw.startsWith("truncated (it holds "), flaw);
    }

    @Test
    void aFilmThatIsNoneIsRefused() throws IOException {
        byte[] noise = new byte[5000];
        new Random(1).nextBytes(noise);
        for (String beginning : new String[] {"", "RIFF\u0080\u0013\0\0AVI LIST"}) {
            byte[] start = beginning.getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(start, 0, noise, 0, start.length);
            Path film = Files.write(folder.resolve("film.avi"), noise);
            IOException refused = assertThrows(IOException.class, () -> opened(film));
            assertEquals("not an image that ImageJ can read", refused.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "zip"})
    void everyFlippedBitOfAFormatWithChecksumsIsFound(String format) throws IOException {
        Path whole = folder.resolve("whole." + format);
        saved(whole, format);
        byte[] bytes = Files.readAllBytes(whole);
        int[] expected = (int[]) opened(whole).getProcessor().convertToRGB().getPixels();
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            int bit = random.nextInt(8 * bytes.length);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            Path file = Files.write(folder.resolve("flipped." + format), bytes);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                int[] got = (int[]) opened(file).getProcessor().convertToRGB().getPixels();
                // Names, times and comments of an archive have no checksum; pixels do.
                assertTrue(Arrays.equals(expected, got), "bit " + bit + " of byte " + bit / 8);
            } catch (IOException found) {
                continue;
            }
        }
    }

    @Test
    void everyFlippedBitOfAGzippedFileIsFound() throws IOException {
        Path plain = folder.resolve("whole.fits");
        saved(plain, "fits");
        byte[] expected = Files.readAllBytes(plain);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(expected);
        }
        byte[] bytes = packed.toByteArray();
        Path file = Files.write(folder.resolve("whole.fits.gz"), bytes);
        assertEquals(Optional.empty(), FileCompleteness.flawOf(file.toFile()));
        int found = 0;
        for (int bit = 0; bit < 8 * bytes.length; bit += 5) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, bytes);
            if (FileCompleteness.flawOf(file.toFile()).isPresent()) {
                found++;
            } else {
                // The header's time, level and system have no checksum, and no say in the content.
                try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                    assertArrayEquals(expected, gzip.readAllBytes(), "bit " + bit % 8 + " of byte " + bit / 8);
                }
            }
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertTrue(found > 8 * bytes.length / 5 - 20, found + " of " + 8 * bytes.length / 5);
    }

    @ParameterizedTest
    @CsvSource({"8, 0", "8, 3", "26, 8"})
    void directoriesThatLeadInACircleAreRefusedAtOnce(int first, int entries) throws IOException {
        ByteBuffer tiff = ByteBuffer.allocate(400).order(ByteOrder.LITTLE_ENDIAN);
        tiff.putShort((short) 0x4949).putShort((short) 42).putInt(first);
        tiff.position(first);
        short[][] tags = {{256, 10}, {257, 10}, {258, 8}};
        tiff.putShort((short) 3);
        for (short[] tag : tags)
            tiff.putShort(tag[0]).putShort((short) 4).putInt(1).putInt(tag[1]);
        tiff.putInt(first);
        Path file = Files.write(folder.resolve("circle.tif"), tiff.array());
        Optional<String> flaw =
                assertTimeoutPreemptively(Duration.ofSeconds(30), () -> FileCompleteness.flawOf(file.toFile()));
        assertEquals("damaged (its directories lead in a circle)", flaw.orElse("none"));
    }

    @Test
    void listsThatSeveralDirectoriesShareAreCounted() throws IOException {
        int directories = 400, text = 20_000, start = 8 + text, step = 2 + 12 + 4;
        ByteBuffer tiff = ByteBuffer.allocate(start + directories * step).order(ByteOrder.LITTLE_ENDIAN);
        tiff.putShort((short) 0x4949).putShort((short) 42).putInt(start);
        for (int i = 0; i < directories; i++) {
            tiff.position(start + i * step);
            tiff.putShort((short) 1).putShort((short) 270).putShort((short) 2);
            tiff.putInt(text).putInt(8).putInt(i == directories - 1 ? 0 : start + (i + 1) * step);
        }
        Path file = Files.write(folder.resolve("shared.tif"), tiff.array());
        assertTrue(FileCompleteness.flawOf(file.toFile()).orElse("none").contains("lists more than the file holds"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "LZW", "ZLib", "Deflate", "PackBits"})
    void stripsThatHoldTooFewPixelsAreRefused(String compression) throws IOException {
        Path whole = folder.resolve("strips.tif");
        Files.write(whole, tiff(compression));
        assertEquals(Optional.empty(), FileCompleteness.flawOf(whole.toFile()));
        // The same strips of an image that says it is wider: what they lack, ImageJ would fill with zeros.
        byte[] bytes = Arrays.copyOf(Files.readAllBytes(whole), 4000);
        setTag(bytes, 256, WIDTH + 1);
        Path wider = Files.write(folder.resolve("wider.tif"), bytes);
        String flaw = FileCompleteness.flawOf(wider.toFile()).orElse("none");
        assertTrue(flaw.matches("damaged \\(strip 1: \\d+ bytes of pixels instead of \\d+\\)"), flaw);
    }

    /** ImageJ's own inflater asks such a strip for more for ever. */
    @Test
    void aCompressedStripWithoutAnEndIsRefused() throws IOException {
        byte[] pixels = new byte[WIDTH * HEIGHT];
        new Random(3).nextBytes(pixels);
        Deflater deflater = new Deflater();
        deflater.setInput(pixels);
        deflater.finish();
        byte[] strip = new byte[2 * pixels.length];
        int length = deflater.deflate(strip) - 20;
        ByteBuffer tiff = ByteBuffer.allocate(200 + length).order(ByteOrder.LITTLE_ENDIAN);
        int[][] tags = {
            {256, WIDTH},
            {257, HEIGHT},
            {258, 8},
            {259, 8},
            {262, 1},
            {273, 200},
            {277, 1},
            {278, HEIGHT},
            {279, length}
        };
        tiff.putShort((short) 0x4949).putShort((short) 42).putInt(8).putShort((short) tags.length);
        for (int[] tag : tags)
            tiff.putShort((short) tag[0]).putShort((short) 4).putInt(1).putInt(tag[1]);
        tiff.position(200);
        tiff.put(strip, 0, length);
        Path file = Files.write(folder.resolve("endless.tif"), tiff.array());
        String flaw = assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> FileCompleteness.flawOf(file.toFile()).orElse("none"));
        assertTrue(flaw.startsWith("damaged (strip 1: "), flaw);
    }

    private static byte[] tiff(String compression) throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < WIDTH * HEIGHT; i++) image.setRGB(i % WIDTH, i / WIDTH, 0x010101 * (i * 7 % 251));
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        if (!compression.equals("none")) {
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionType(compression);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream to = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(to);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Changes a tag of one number in a TIFF's first directory. */
    private static void setTag(byte[] bytes, int tag, int value) {
        ByteBuffer tiff = ByteBuffer.wrap(bytes);
        tiff.order(bytes[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        for (int i = 0; i < tiff.getShort(directory); i++) {
            int entry = directory + 2 + 12 * i;
            if (tiff.getShort(entry) != tag) continue;
            if (tiff.getShort(entry + 2) == 3) tiff.putShort(entry + 8, (short) value);
            else tiff.putInt(entry + 8, value);
            return;
        }
        throw new IllegalArgumentException("no tag " + tag);
    }

    private ImagePlus opened(Path file) throws IOException {
        return new ImageFolder(folder, List.of(file.getFileName())).open(file.getFileName());
    }

    private static void saved(Path file, String format) throws IOException {
        ImagePlus image = Pictures.noise(8, WIDTH, HEIGHT);
        FileSaver saver = new FileSaver(image);
        String path = file.toString();
        boolean saved = switch (format) {
            case "tif" -> saver.saveAsTiff(path);
            case "zip" -> saver.saveAsZip(path);
            case "png" -> saver.saveAsPng(path);
            case "jpg" -> saver.saveAsJpeg(path);
            case "gif" -> saver.saveAsGif(path);
            case "bmp" -> saver.saveAsBmp(path);
            case "pgm" -> saver.saveAsPgm(path);
            case "fits" -> saver.saveAsFits(path);
            case "dcm" ->
                Files.size(Files.write(file, dicom((byte[]) image.getProcessor().getPixels()))) > 0;
            default -> {
                new AVI_Writer().writeImage(image, path, AVI_Writer.NO_COMPRESSION, 0);
                yield true;
            }
        };
        assertTrue(saved, format);
    }

    /** The least that a DICOM file needs, little-endian with explicit types. */
    private static byte[] dicom(byte[] pixels) {
        ByteBuffer file = ByteBuffer.allocate(1000 + pixels.length).order(ByteOrder.LITTLE_ENDIAN);
        file.position(128);
        file.put("DICM".getBytes(StandardCharsets.US_ASCII));
        int[][] tags = {{0x0002, 1}, {0x0004, -1}, {0x0010, HEIGHT}, {0x0011, WIDTH}, {0x0100, 8}, {0x0101, 8}};
        for (int[] tag : tags) {
            file.putShort((short) 0x0028).putShort((short) tag[0]);
            byte[] value =
                    tag[1] < 0 ? "MONOCHROME2 ".getBytes(StandardCharsets.US_ASCII) : new byte[] {(byte) tag[1], 0};
            file.put((tag[1] < 0 ? "CS" : "US").getBytes(StandardCharsets.US_ASCII));
            file.putShort((short) value.length).put(value);
        }
        file.putShort((short) 0x7FE0).putShort((short) 0x0010).put("OB".getBytes(StandardCharsets.US_ASCII));
        file.putShort((short) 0).putInt(pixels.length).put(pixels);
        return Arrays.copyOf(file.array(), file.position());
    }
}
