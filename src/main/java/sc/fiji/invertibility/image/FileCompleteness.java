package sc.fiji.invertibility.image;

import ij.io.FileInfo;
import ij.io.Opener;
import ij.io.TiffDecoder;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Checks whether an image file is complete and undamaged, before ImageJ reads it. ImageJ fills what a truncated TIFF,
 * JPEG or PGM lacks with zeros or grey, which would go into the results as if it had been measured; leaves out what a
 * truncated film lacks; reads on for ever where a TIFF's directories lead in a circle or a compressed strip has no end;
 * and looks at no checksum. Of truncated files of other formats it says itself that it cannot read them.
 */
public final class FileCompleteness {

    private static final Pattern EARLY_END = Pattern.compile("truncated|premature", Pattern.CASE_INSENSITIVE);

    /** The four letters that a film begins with. */
    private static final int RIFF = 0x52494646;

    private FileCompleteness() {}

    /**
     * Tells what is wrong with an image file.
     *
     * @param file a file of any type
     * @return what is wrong with it, such as {@code truncated (…)} or {@code damaged (…)}; nothing of files that are
     *     whole, and of formats that have nothing to check
     * @throws IOException if it cannot be read, or not as what it begins as
     */
    public static Optional<String> flawOf(File file) throws IOException {
        Optional<String> flaw = file.getName().toLowerCase(Locale.ROOT).endsWith(".gz")
                ? flawOfGzip(file)
                : switch (new Opener().getFileType(file.getAbsolutePath())) {
                    case Opener.TIFF, Opener.TIFF_AND_DICOM -> flawOfTiff(file);
                    case Opener.JPEG -> flawOfJpeg(file);
                    case Opener.PNG -> PngChunks.flawOf(file.toPath());
                    case Opener.PGM -> PnmHeader.flawOf(file.toPath());
                    case Opener.AVI -> flawOfAvi(file);
                    case Opener.ZIP -> flawOfZip(file);
                    default -> Optional.empty();
                };
        return flaw;
    }

    /** A file that is no TIFF at all has no planes and lacks them. */
    private static Optional<String> flawOfTiff(File file) throws IOException {
        Optional<String> flaw = TiffDirectories.flawOf(file.toPath());
        if (flaw.isPresent()) return flaw;
        File absolute = file.getAbsoluteFile();
        FileInfo[] planes = new TiffDecoder(absolute.getParent(), absolute.getName()).getTiffInfo();
        return planes == null || planes.length == 0
                ? Optional.of("truncated (it holds no image)")
                : TiffStrips.flawOf(file.toPath(), List.of(planes));
    }

    /** What Java's own reader says of a JPEG that ends too early; of other oddities it warns in vain. */
    private static Optional<String> flawOfJpeg(File file) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
        if (!readers.hasNext()) return Optional.empty();
        ImageReader reader = readers.next();
        List<String> warnings = new ArrayList<>();
        try (ImageInputStream stream = ImageIO.createImageInputStream(file)) {
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            reader.setInput(stream, true, true);
            reader.read(0);
        } finally {
            reader.dispose();
        }
        return warnings.stream()
                .filter(EARLY_END.asPredicate())
                .findFirst()
                .map(warning -> "truncated (" + warning + ")");
    }

    /** A film says in its first words how long it is, or nothing if it was not ended. */
    private static Optional<String> flawOfAvi(File file) throws IOException {
        try (DataInputStream in = new DataInputStream(new FileInputStream(file))) {
            if (in.readInt() != RIFF) return Optional.empty();
            long end = Integer.toUnsignedLong(Integer.reverseBytes(in.readInt())) + 8;
            return end > file.length()
                    ? Optional.of("truncated (it should end at byte " + end + ", but it has " + file.length() + ")")
                    : Optional.empty();
        }
    }

    /** Reads every entry to its end, where Java compares checksums; the first image is checked like a file. */
    private static Optional<String> flawOfZip(File file) throws IOException {
        Path unpacked = Files.createTempFile("cnn-invertibility-entry", ".tif");
        try (ZipInputStream entries = new ZipInputStream(new FileInputStream(file))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                boolean tiff = entry.getName().toLowerCase(Locale.ROOT).endsWith(".tif");
                try (OutputStream to = tiff ? Files.newOutputStream(unpacked) : OutputStream.nullOutputStream()) {
                    entries.transferTo(to);
                }
                if (!tiff) continue;
                Optional<String> flaw = flawOfTiff(unpacked.toFile());
                if (flaw.isPresent()) return Optional.of(flaw.get() + " in " + entry.getName());
            }
            return Optional.empty();
        } catch (ZipException damage) {
            return Optional.of("damaged (" + damage.getMessage() + ")");
        } catch (EOFException end) {
            return Optional.of("truncated (its archive has no end)");
        } finally {
            Files.deleteIfExists(unpacked);
        }
    }

    private static Optional<String> flawOfGzip(File file) throws IOException {
        try (InputStream data = new GZIPInputStream(new FileInputStream(file))) {
            data.transferTo(OutputStream.nullOutputStream());
            return Optional.empty();
        } catch (ZipException damage) {
            return Optional.of("damaged (" + damage.getMessage() + ")");
        } catch (EOFException end) {
            return Optional.of("truncated (its compressed data have no end)");
        }
    }
}
