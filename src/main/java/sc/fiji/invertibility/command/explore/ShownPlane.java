package sc.fiji.invertibility.command.explore;

import ij.ImageListener;
import ij.ImagePlus;
import java.util.function.BiConsumer;
import javax.swing.SwingUtilities;

/**
 * Follows the plane that an image's own window shows.
 *
 * @param image the image
 * @param listener is notified of z and t, from 1, in the user interface's thread
 */
record ShownPlane(ImagePlus image, BiConsumer<Integer, Integer> listener) implements ImageListener {

    @Override
    public void imageUpdated(ImagePlus updated) {
        if (updated == image) SwingUtilities.invokeLater(() -> listener.accept(image.getZ(), image.getT()));
    }

    @Override
    public void imageOpened(ImagePlus opened) {}

    /** The pixels are kept, so that the image can still be explored. */
    @Override
    public void imageClosed(ImagePlus closed) {}
}
