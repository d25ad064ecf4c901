package sc.fiji.invertibility.command;

import ij.ImagePlus;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Images that a command works on. If their windows are closed meanwhile, ImageJ must not release the pixels; after the
 * last command has finished, it may again.
 */
public final class ProtectedImages {

    /** How many commands work on an image. */
    private static final Map<ImagePlus, Integer> HOLDERS = new IdentityHashMap<>();

    private final List<ImagePlus> images;

    private ProtectedImages(List<ImagePlus> images) {
        this.images = images;
    }

    /**
     * Keeps the pixels of images when their windows are closed.
     *
     * @param images the images
     * @return what is to be released later
     */
    public static ProtectedImages of(List<ImagePlus> images) {
        synchronized (HOLDERS) {
            for (ImagePlus image : images) {
                HOLDERS.merge(image, 1, Integer::sum);
                image.setIgnoreFlush(true);
            }
        }
        return new ProtectedImages(images);
    }

    /** Ends the protection; to be called once. */
    public void release() {
        synchronized (HOLDERS) {
            for (ImagePlus image : images)
                if (HOLDERS.merge(image, -1, (before, less) -> before + less == 0 ? null : before + less) == null)
                    image.setIgnoreFlush(false);
        }
    }
}
