package sc.fiji.invertibility.image;

import ij.io.FileInfo;
import ij.io.Opener;
import ij.io.TiffDecoder;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Tells whether an image file is complete. ImageJ fills what a truncated TIFF or JPEG lacks with zeros or grey,
 * which would go into the results as if it had been measured; of truncated files of other formats it says itself
 * that it cannot read them.
 */
public final class FileCompleteness {

    private static final Pattern EARLY_END = Pattern.compile("truncated|premature", Pattern.CASE_INSENSITIVE);

    private final File file;

    private FileCompleteness(File file) {
        this.file = file;
    }

    /**
     * Tells what an image file lacks.
     *
     * @param file a file of any type
     * @return what is missing of a TIFF or JPEG, in words; nothing of complete ones and of other formats
     * @throws IOException if it cannot be read, or not as what it begins as
     */
    public static Optional<String> missingPart(File file) throws IOException {
        return switch (new Opener().getFileType(file.getAbsolutePath())) {
            case Opener.TIFF -> missingPartOfTiff(file);
            case Opener.JPEG -> missingPartOfJpeg(file);
            default -> Optional.empty();
        };
    }

    /** A file that is no TIFF at all has no planes and lacks them. */
    private static Optional<String> missingPartOfTiff(File file) throws IOException {
        File absolute = file.getAbsoluteFile();
        FileInfo[] planes = new TiffDecoder(absolute.getParent(), absolute.getName()).getTiffInfo();
        return planes == null || planes.length == 0
                ? Optional.of("it holds no image")
                : new FileCompleteness(file).missingPart(planes);
    }

    /** What Java's own reader says of a JPEG that ends too early; of other oddities it warns in vain. */
    private static Optional<String> missingPartOfJpeg(File file) throws IOException {
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
        return warnings.stream().filter(EARLY_END.asPredicate()).findFirst();
    }

    private Optional<String> missingPart(FileInfo[] planes) {
        long end = 0;
        for (FileInfo plane : planes) {
            if (plane.stripOffsets == null || plane.stripLengths == null) continue;
            int strips = Math.min(plane.stripOffsets.length, plane.stripLengths.length);
            for (int i = 0; i < strips; i++)
                end = Math.max(
                        end,
                        Integer.toUnsignedLong(plane.stripOffsets[i]) + Integer.toUnsignedLong(plane.stripLengths[i]));
        }
        FileInfo first = planes[0];
        // ImageJ's own stacks list one plane and say how many follow it.
        if (planes.length == 1 && first.nImages > 1)
            end = Math.max(
                    end,
                    first.getOffset() + (long) first.width * first.height * first.getBytesPerPixel() * first.nImages);
        return end > file.length()
                ? Optional.of("its pixels should end at byte " + end + ", but it has " + file.length())
                : Optional.empty();
    }
}
