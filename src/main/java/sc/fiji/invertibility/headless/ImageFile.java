package sc.fiji.invertibility.headless;

import ij.ImagePlus;
import java.io.File;
import java.io.IOException;
import sc.fiji.invertibility.image.ImageFiles;

/** An image whose file is the value of a parameter. */
final class ImageFile {

    private ImageFile() {}

    /** The image in the file, complete with calibration, overlay and ROI; {@code key} is named in error messages. */
    static ImagePlus open(String key, File file) throws BadInputException {
        try {
            return ImageFiles.open(file);
        } catch (IOException refused) {
            throw new BadInputException(key + ": " + OneLineMessage.of(refused) + ": " + file, refused);
        }
    }
}
