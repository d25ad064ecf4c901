package sc.fiji.invertibility.command;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageWindow;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Shows results, one window after the other, beside the image that they were made of and clear of ImageJ's own window,
 * as long as there is room. The last one is active at the end:
 * a window that is activated late would otherwise become the image on which a macro continues.
 */
final class ResultWindows {

    private static final long PATIENCE_NANOS = 1_000_000_000;

    private ResultWindows() {}

    /**
     * Shows images that are not shown yet.
     *
     * @param images the last one becomes the active image
     * @param source what they were made of, or null
     */
    static void show(List<ImagePlus> images, ImagePlus source) {
        List<Rectangle> taken = new ArrayList<>();
        // Its menus would be out of reach.
        if (IJ.getInstance() != null) taken.add(IJ.getInstance().getBounds());
        if (source != null && source.getWindow() != null)
            taken.add(source.getWindow().getBounds());
        WindowPositions places = new WindowPositions(screen());
        for (ImagePlus image : images) {
            image.show();
            // ImageJ makes an image whose window was slow the current one of this thread, which serves other commands.
            WindowManager.setTempCurrentImage(null);
            ImageWindow window = image.getWindow();
            if (window == null) continue;
            Rectangle place = places.next(window.getBounds(), taken);
            window.setLocation(place.x, place.y);
            taken.add(place);
            await(window::isActive);
        }
        if (!images.isEmpty()) activate(images.get(images.size() - 1));
    }

    private static void activate(ImagePlus image) {
        ImageWindow window = image.getWindow();
        if (window == null) return;
        window.toFront();
        WindowManager.setCurrentWindow(window);
        await(() -> window.isActive() && WindowManager.getCurrentImage() == image);
        WindowManager.setCurrentWindow(window);
    }

    private static void await(BooleanSupplier met) {
        long start = System.nanoTime();
        while (!met.getAsBoolean() && System.nanoTime() - start < PATIENCE_NANOS) IJ.wait(5);
    }

    private static Rectangle screen() {
        return GraphicsEnvironment.getLocalGraphicsEnvironment().getMaximumWindowBounds();
    }
}
