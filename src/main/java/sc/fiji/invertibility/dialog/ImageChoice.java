package sc.fiji.invertibility.dialog;

import ij.ImagePlus;
import ij.WindowManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The images that are open, and which of them is probably meant: the active one or, if that is a result of this plugin,
 * the image from which it was made. Otherwise a second try with other values would reconstruct a reconstruction.
 *
 * @param images those that are open
 * @param preferred one of them, or null if there is none
 * @param remark why it is not the active one; else empty
 */
public record ImageChoice(List<ImagePlus> images, ImagePlus preferred, String remark) {

    private static final String SOURCE = "invertibility.source";

    /**
     * Remembers from which image a result was made.
     *
     * @param result an image
     * @param source another one, or null
     */
    public static void made(ImagePlus result, ImagePlus source) {
        if (source != null) result.setProperty(SOURCE, source.getID());
    }

    /**
     * Lists the open images.
     *
     * @param active the image that is asked for, or null for the active one
     * @return the choice
     */
    public static ImageChoice around(ImagePlus active) {
        List<ImagePlus> images = new ArrayList<>();
        int[] ids = WindowManager.getIDList();
        if (ids != null)
            for (int id : ids) if (WindowManager.getImage(id) != null) images.add(WindowManager.getImage(id));
        ImagePlus asked = active != null ? active : WindowManager.getCurrentImage();
        if (asked == null || asked.getStack().size() == 0) asked = images.isEmpty() ? null : images.get(0);
        if (asked != null && !images.contains(asked)) images.add(asked);
        ImagePlus source = source(asked);
        return source == asked
                ? new ImageChoice(images, asked, "")
                : new ImageChoice(
                        images,
                        source,
                        "'" + asked.getTitle() + "' is a result; the image from which it was made is used: '"
                                + source.getTitle() + "'");
    }

    /**
     * Finds the image from which a result was made.
     *
     * @param result an image
     * @return the image from which it was made, which may be a result itself; empty if that is not open
     */
    public static Optional<ImagePlus> madeOf(ImagePlus result) {
        if (!(result.getProperty(SOURCE) instanceof Integer id) || id == result.getID()) return Optional.empty();
        return Optional.ofNullable(WindowManager.getImage(id));
    }

    /**
     * The first image of a chain of results, as far as its images are still open; for other images the image itself.
     */
    private static ImagePlus source(ImagePlus image) {
        return image == null ? null : madeOf(image).map(ImageChoice::source).orElse(image);
    }

    /** {@return an image as a list shows it: title, size and type} */
    static String described(ImagePlus image) {
        if (image == null) return "(none)";
        String stack = image.getStackSize() > 1 ? "×" + image.getStackSize() : "";
        String type = image.getBitDepth() == 24 ? "RGB" : image.getBitDepth() + "-bit";
        return image.getTitle() + "  (" + image.getWidth() + "×" + image.getHeight() + stack + ", " + type + ")";
    }
}
