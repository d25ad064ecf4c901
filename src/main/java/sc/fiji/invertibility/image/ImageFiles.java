package sc.fiji.invertibility.image;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.Opener;
import ij.plugin.AVI_Reader;
import java.io.File;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Opens images from files with ImageJ's own readers, without a window for the image, a question or an error. */
public final class ImageFiles {

    private static final String UNREADABLE = "not an image that ImageJ can read";

    private static final String CLOSED = "this file may not be read";

    private static final Set<Integer> PLAIN = Set.of(FileInfo.UNKNOWN, FileInfo.RAW, FileInfo.FITS, FileInfo.DICOM);

    private static int reading;
    private static boolean redirectedBefore;

    private ImageFiles() {}

    /**
     * Opens an image, complete with calibration, overlay and selection. Of films, frames are read when they are looked
     * at.
     *
     * @param file the file
     * @return the image
     * @throws IOException if it is none that ImageJ can read, or is not whole; the message says what is wrong, without
     *     the file's name
     */
    public static ImagePlus open(File file) throws IOException {
        if (!file.exists()) throw new IOException(isHidden(file) ? CLOSED : "no such file");
        if (file.isDirectory())
            throw new IOException(file.canRead() ? "this is a folder, not an image" : "this folder may not be read");
        if (!file.canRead()) throw new IOException(CLOSED);
        if (file.length() == 0) throw new IOException("this file is empty");
        redirect();
        try {
            Optional<String> flaw = FileCompleteness.flawOf(file);
            if (flaw.isPresent()) throw new IOException("this file is " + flaw.get());
            ImagePlus image = read(file);
            if (image == null || image.getWidth() < 1 || image.getHeight() < 1 || image.getStackSize() < 1)
                throw new IOException(unreadable(file));
            requireAllPixels(image.getOriginalFileInfo());
            return image;
        } catch (RuntimeException broken) {
            throw new IOException(unreadable(file), broken);
        } finally {
            redirectNoLonger();
        }
    }

    /** A folder may tell the names of its files and nothing else, as if they were not there. */
    private static boolean isHidden(File file) {
        File folder = file.getParentFile();
        return folder != null && folder.exists() && !folder.canExecute();
    }

    private static String unreadable(File file) {
        return StatedSize.tooLarge(file).map(why -> "this file is " + why).orElse(UNREADABLE);
    }

    /** ImageJ knows one state for all threads, which the first that reads changes and the last one restores. */
    private static synchronized void redirect() {
        if (reading++ > 0) return;
        redirectedBefore = IJ.redirectingErrorMessages();
        IJ.redirectErrorMessages(true);
    }

    private static synchronized void redirectNoLonger() {
        if (--reading == 0) IJ.redirectErrorMessages(redirectedBefore);
    }

    private static ImagePlus read(File file) {
        Opener opener = new Opener();
        opener.setSilentMode(true);
        // Its own way to open a film asks which frames are wanted, with a dialog.
        return opener.getFileType(file.getAbsolutePath()) == Opener.AVI
                ? AVI_Reader.openVirtual(file.getAbsolutePath())
                : opener.openImage(file.getAbsolutePath());
    }

    /** Of what it reads as plain numbers, DICOM and FITS for example, ImageJ takes zeros for what is not there. */
    private static void requireAllPixels(FileInfo read) throws IOException {
        if (read == null || !PLAIN.contains(read.fileFormat) || read.compression > FileInfo.COMPRESSION_NONE) return;
        File data = new File(read.directory, read.fileName);
        if (!data.isFile() || read.fileName.endsWith(".gz")) return;
        long plane = (long) read.width * read.height * read.getBytesPerPixel();
        int planes = Math.max(1, read.nImages);
        long end = read.getOffset() + plane * planes + read.getGap() * (planes - 1);
        if (end > data.length())
            throw new IOException("this file is truncated (its pixels should end at byte " + end + ", but it has "
                    + data.length() + ")");
    }
}
