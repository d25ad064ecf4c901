package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.TextRoi;
import ij.process.ColorProcessor;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** Colour pictures of one size in rows and columns, each with a line of text above it in the overlay. */
public final class PictureGrid {

    private static final int GAP = 4;
    private static final int LINE = 14;
    private static final int LETTER = 10;
    /** In pixels; narrower pictures are enlarged, so that the lines of text do not meet. */
    private static final int NARROWEST = 160;

    private final int columns;
    private final List<ColorProcessor> pictures = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();

    /**
     * A grid without pictures, which is filled row by row.
     *
     * @param columns pictures per row, ≥ 1
     */
    public PictureGrid(int columns) {
        this.columns = columns;
    }

    /**
     * Adds a picture.
     *
     * @param label the line above it
     * @param rgb red, green, blue with the axes (x, y, channel); 0 to 255, values outside are clamped; of the same size
     *     as the other pictures
     */
    public void add(String label, RandomAccessibleInterval<FloatType> rgb) {
        RandomAccess<FloatType> source = Views.zeroMin(rgb).randomAccess();
        int width = (int) rgb.dimension(0), height = (int) rgb.dimension(1);
        ColorProcessor picture = new ColorProcessor(width, height);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                int colour = 0;
                for (int c = 0; c < 3; c++)
                    colour = colour << 8
                            | Math.max(
                                    0,
                                    Math.min(
                                            255,
                                            Math.round(source.setPositionAndGet(x, y, c)
                                                    .get())));
                picture.set(x, y, colour);
            }
        pictures.add(picture);
        labels.add(label);
    }

    /**
     * Leaves a place black.
     *
     * @param label the line above it
     * @throws IndexOutOfBoundsException if there is no picture yet
     */
    public void leaveOut(String label) {
        ColorProcessor first = pictures.get(0);
        pictures.add(new ColorProcessor(first.getWidth(), first.getHeight()));
        labels.add(label);
    }

    /**
     * Draws it.
     *
     * @param title the title of the image
     * @return an RGB image, not shown
     */
    public ImagePlus image(String title) {
        int zoom =
                (NARROWEST + pictures.get(0).getWidth() - 1) / pictures.get(0).getWidth();
        int width = zoom * pictures.get(0).getWidth(),
                height = zoom * pictures.get(0).getHeight();
        int rows = (pictures.size() + columns - 1) / columns;
        ColorProcessor grid = new ColorProcessor(columns * (width + GAP) + GAP, rows * (height + LINE + GAP) + GAP);
        Overlay text = new Overlay();
        for (int i = 0; i < pictures.size(); i++) {
            int left = GAP + i % columns * (width + GAP), top = GAP + LINE + i / columns * (height + LINE + GAP);
            ColorProcessor picture = pictures.get(i);
            for (int y = 0; y < height; y++)
                for (int x = 0; x < width; x++) grid.set(left + x, top + y, picture.get(x / zoom, y / zoom));
            TextRoi label = new TextRoi(left, top - LINE, labels.get(i), new Font(Font.SANS_SERIF, Font.PLAIN, LETTER));
            label.setAntiAlias(true);
            label.setStrokeColor(Color.WHITE);
            text.add(label, labels.get(i));
        }
        ImagePlus image = new ImagePlus(title, grid);
        image.setOverlay(text);
        return image;
    }
}
