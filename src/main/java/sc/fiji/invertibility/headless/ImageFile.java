package sc.fiji.invertibility.headless;

import ij.IJ;
import ij.ImagePlus;
import java.io.File;
import java.io.IOException;
import java.util.Optional;
import sc.fiji.invertibility.image.FileCompleteness;

/** Opens an image from a file with ImageJ's own readers. */
final class ImageFile {

    private static final String UNREADABLE = "not an image that ImageJ can read";

    private final String key;
    private final File file;

    private ImageFile(String key, File file) {
        this.key = key;
        this.file = file;
    }

    /** The image in the file, complete with calibration, overlay and ROI; {@code key} is named in error messages. */
    static ImagePlus open(String key, File file) throws BadInputException {
        return new ImageFile(key, file).open();
    }

    private ImagePlus open() throws BadInputException {
        if (!file.exists()) throw problem("no such file");
        if (file.isDirectory()) throw problem("this is a folder, not an image");
        if (!file.canRead()) throw problem("this file may not be read");
        if (file.length() == 0) throw problem("this file is empty");
        ImagePlus image = read();
        if (image == null || image.getWidth() == 0 || image.getHeight() == 0) throw problem(UNREADABLE);
        return image;
    }

    private ImagePlus read() throws BadInputException {
        try {
            Optional<String> lack = FileCompleteness.missingPart(file);
            if (lack.isPresent()) throw problem("this file is truncated (" + lack.get() + ")");
            return IJ.openImage(file.getAbsolutePath());
        } catch (RuntimeException | IOException broken) {
            throw new BadInputException(sentence(UNREADABLE), broken);
        }
    }

    private BadInputException problem(String what) {
        return new BadInputException(sentence(what));
    }

    private String sentence(String what) {
        return key + ": " + what + ": " + file;
    }
}
