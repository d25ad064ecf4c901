package sc.fiji.invertibility.headless;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.Opener;
import ij.io.TiffDecoder;
import java.io.File;
import java.io.IOException;

/** Opens an image from a file with ImageJ's own readers. */
final class ImageFile {

    private static final String UNREADABLE = "not an image that ImageJ can read";

    private final String key;
    private final File file;

    private ImageFile(String key, File file) {
        this.key = key;
        this.file = file;
    }

    /** The image in the file, complete with calibration, overlay and ROI; {@code key} is named in errors. */
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
            Opener opener = new Opener();
            opener.setSilentMode(true);
            if (opener.getFileType(file.getAbsolutePath()) == Opener.TIFF) checkComplete();
            return IJ.openImage(file.getAbsolutePath());
        } catch (RuntimeException | IOException broken) {
            throw new BadInputException(sentence(UNREADABLE), broken);
        }
    }

    /** ImageJ fills what a truncated TIFF lacks with zeros, which would go into the result as if measured. */
    private void checkComplete() throws BadInputException, IOException {
        File absolute = file.getAbsoluteFile();
        FileInfo[] planes = new TiffDecoder(absolute.getParent(), absolute.getName()).getTiffInfo();
        if (planes == null || planes.length == 0) throw problem(UNREADABLE);
        for (FileInfo plane : planes) {
            if (plane.stripOffsets == null || plane.stripLengths == null) continue;
            int strips = Math.min(plane.stripOffsets.length, plane.stripLengths.length);
            for (int i = 0; i < strips; i++)
                checkReaches(
                        Integer.toUnsignedLong(plane.stripOffsets[i]) + Integer.toUnsignedLong(plane.stripLengths[i]));
        }
        FileInfo first = planes[0];
        // ImageJ's own stacks list one plane and say how many follow it.
        if (planes.length == 1 && first.nImages > 1)
            checkReaches(
                    first.getOffset() + (long) first.width * first.height * first.getBytesPerPixel() * first.nImages);
    }

    private void checkReaches(long end) throws BadInputException {
        if (end > file.length())
            throw problem("this file is truncated (its pixels end at byte " + end + " of " + file.length() + ")");
    }

    private BadInputException problem(String what) {
        return new BadInputException(sentence(what));
    }

    private String sentence(String what) {
        return key + ": " + what + ": " + file;
    }
}
