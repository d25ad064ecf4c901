package sc.fiji.invertibility.dialog;

import ij.ImagePlus;
import ij.WindowManager;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps a dialog's list of images up to date while others are opened and closed behind it. */
final class OfferedImages {

    /** Null if the command takes no image. */
    private final ImageField field;

    private final Set<ImagePlus> wereOpen = new HashSet<>();

    OfferedImages(Field field) {
        this.field = field instanceof ImageField images ? images : null;
    }

    /**
     * Lists the images that are open now. The chosen one stays, unless another one is asked for.
     *
     * @param asked the image to choose, or null
     * @return what to say of the choice, if another one was made
     */
    Optional<String> list(ImagePlus asked) {
        if (field == null) return Optional.empty();
        ImageChoice choice = ImageChoice.around(asked);
        List<ImagePlus> images = new ArrayList<>(choice.images());
        for (ImagePlus image : images) if (isOpen(image)) wereOpen.add(image);
        boolean stays = field.value() instanceof ImagePlus && asked == null;
        // If the image is closed meanwhile, another one must not silently take its place.
        if (stays && !images.contains(field.value())) images.add((ImagePlus) field.value());
        field.list(images);
        if (stays) return Optional.empty();
        field.show(choice.preferred());
        return Optional.of(choice.remark());
    }

    /** A closed image may still have its pixels if a command is working on them. */
    void requireOpen(ImagePlus image) {
        if (!isOpen(image) && (wereOpen.contains(image) || image.getStack().size() == 0))
            throw new IllegalArgumentException(
                    "image: '" + image.getTitle() + "' was closed while the dialog was open");
    }

    private static boolean isOpen(ImagePlus image) {
        return WindowManager.getImage(image.getID()) != null;
    }
}
