package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.TextRoi;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A picture of a filter bank: all filters side by side, enlarged without smoothing, numbered from 1. In colour, grey is
 * zero. Filters with one sample per pixel are shown from blue (negative) over white (zero) to red; these images have 8
 * bits, 128 + 127 v for the value v of a filter whose largest magnitude is 1, and 0 for the lines between the tiles.
 */
public final class FilterMontage {

    private static final int LARGEST_ZOOM = 1000;
    private static final int ZERO = 128;
    private static final int TOP = 127;
    private static final long MOST_BYTES = 1L << 30;
    private static final Color TEXT = new Color(225, 225, 225);
    private static final int LETTER = 10;

    private final String heading;
    private final int zoom;
    private final int[] numbers;
    private final List<String> labels = new ArrayList<>();
    private final List<FilterTiles> slices = new ArrayList<>();

    private FilterMontage(String heading, int zoom, int[] numbers) {
        this.heading = heading;
        this.zoom = zoom;
        this.numbers = numbers;
    }

    /**
     * A montage without slices.
     *
     * @param heading a line of text above the filters
     * @param zoom the whole factor by which tiles are enlarged, 0 for a comfortable one
     * @param numbers what is written below each filter; none for 1, 2, 3 …
     * @return the montage
     * @throws IllegalArgumentException if the zoom is negative or above 1000
     */
    public static FilterMontage of(String heading, int zoom, int... numbers) {
        if (zoom < 0 || zoom > LARGEST_ZOOM)
            throw new IllegalArgumentException("zoom: expected a whole factor from 1 to " + LARGEST_ZOOM
                    + ", or 0 for a comfortable one, but got " + zoom);
        return new FilterMontage(heading, zoom, numbers.clone());
    }

    /**
     * Adds a slice.
     *
     * @param label what it shows
     * @param tiles its filters, of the same number and size as in the other slices
     * @return this montage
     */
    public FilterMontage with(String label, FilterTiles tiles) {
        labels.add(label);
        slices.add(tiles);
        return this;
    }

    /**
     * Checks that an image with a number of slices does not exceed what can be displayed or stored.
     *
     * @param tiles the filters of one slice
     * @param count the number of slices
     * @throws IllegalArgumentException if it is
     */
    public void requireRoom(FilterTiles tiles, int count) {
        MontageLayout layout = layout(tiles);
        double bytes = (double) layout.width() * layout.height() * count * (tiles.coloured() ? 4 : 1);
        if (bytes <= MOST_BYTES) return;
        throw new IllegalArgumentException(String.format(
                Locale.ROOT,
                "zoom: the montage would have %d×%d pixels in %d slices, expected less than %d MiB; a smaller zoom or"
                        + " another view takes less",
                layout.width(),
                layout.height(),
                count,
                MOST_BYTES >> 20));
    }

    /**
     * Draws it.
     *
     * @param title the title of the image
     * @return the image, whose text is in its overlay
     */
    public ImagePlus image(String title) {
        FilterTiles first = slices.get(0);
        requireRoom(first, slices.size());
        MontageLayout layout = layout(first);
        ImageStack stack = new ImageStack((int) layout.width(), (int) layout.height());
        for (int i = 0; i < slices.size(); i++) stack.addSlice(labels.get(i), drawn(slices.get(i), layout));
        ImagePlus image = new ImagePlus(title, stack);
        if (!first.coloured()) {
            image.setLut(Colours.signed());
            image.setDisplayRange(0, 255);
        }
        image.setOverlay(text(first, layout));
        return image;
    }

    private MontageLayout layout(FilterTiles tiles) {
        return MontageLayout.of(heading, tiles.count(), tiles.width(), tiles.height(), zoom);
    }

    private static ImageProcessor drawn(FilterTiles tiles, MontageLayout layout) {
        int width = (int) layout.width(), height = (int) layout.height(), zoom = layout.zoom();
        ImageProcessor picture =
                tiles.coloured() ? new ColorProcessor(width, height) : new ByteProcessor(width, height);
        picture.setColor(Colours.BACKGROUND);
        if (tiles.coloured()) picture.fill();
        for (int k = 0; k < tiles.count(); k++) {
            for (int y = 0; y < tiles.height() * zoom; y++) {
                for (int x = 0; x < tiles.width() * zoom; x++)
                    picture.set(layout.left(k) + x, layout.top(k) + y, pixel(tiles, k, x / zoom, y / zoom));
            }
        }
        return picture;
    }

    private static int pixel(FilterTiles tiles, int filter, int x, int y) {
        if (!tiles.coloured()) return level(tiles.value(filter, 0, x, y));
        int colour = 0;
        for (int c = 0; c < 3; c++) colour = colour << 8 | level(tiles.value(filter, c, x, y));
        return colour;
    }

    private static int level(float value) {
        return ZERO + Math.round(TOP * value);
    }

    private Overlay text(FilterTiles tiles, MontageLayout layout) {
        Overlay overlay = new Overlay();
        add(overlay, heading, 4, 3, LETTER + 2);
        if (!layout.named()) return overlay;
        for (int k = 0; k < tiles.count(); k++)
            add(
                    overlay,
                    String.valueOf(numbers.length > k ? numbers[k] : k + 1),
                    layout.left(k) + 1,
                    layout.nameTop(k),
                    LETTER);
        return overlay;
    }

    private static void add(Overlay overlay, String text, int x, int y, int letter) {
        TextRoi label = new TextRoi(x, y, text, new Font(Font.SANS_SERIF, Font.PLAIN, letter));
        label.setAntiAlias(true);
        label.setStrokeColor(TEXT);
        overlay.add(label, text);
    }
}
