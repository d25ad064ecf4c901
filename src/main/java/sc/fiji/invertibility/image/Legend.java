package sc.fiji.invertibility.image;

import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.process.ColorProcessor;
import ij.process.LUT;
import java.awt.Color;
import java.awt.Font;
import java.awt.Rectangle;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A colour bar with its meaning, in the lower left corner, sized for the image, but never more than an eighth
 * of it: in small images the bar with its numbers alone, in tiny ones nothing.
 *
 * @param colours the bar's
 * @param caption what the values are
 * @param middle the value in the middle of the bar
 * @param end the value at its end; at its beginning it is 0
 * @param width of the image
 * @param height of the image
 */
record Legend(LUT colours, String caption, String middle, String end, int width, int height) {

    /** The part of the image that a legend may cover, at most. */
    private static final double COVERED = 1.0 / 8;

    private static final int LOWEST_LETTER = 8;

    /** The least width of a bar without words, in letters. */
    private static final int SHORT = 6;

    /** The legend of shares of filters. */
    static Legend of(PercentScale scale, int width, int height) {
        return new Legend(
                Colours.shares(),
                "filters with their maximum here",
                number(scale.topPercent() / 2.0),
                (scale.clipped() ? "≥ " : "") + scale.topPercent() + " %",
                width,
                height);
    }

    /** The height of letters in pixels. */
    private int letter() {
        return letter(width, height);
    }

    /** The height of letters in an image of this size, in pixels. */
    static int letter(int width, int height) {
        return Math.max(LOWEST_LETTER, Math.min(width, height) / 36);
    }

    /** Adds the legend, or nothing where there is no room for it or Java has no fonts. */
    void addTo(Overlay overlay) {
        add(overlay, width, height, Stream.of(() -> drawn(true), () -> drawn(false)));
    }

    /**
     * Adds the first of some legends for which there is room, or nothing.
     *
     * @param legends give the parts, the box behind them first
     */
    static void add(Overlay overlay, int width, int height, Stream<Supplier<Overlay>> legends) {
        try {
            legends.map(Supplier::get)
                    .filter(legend -> fits(legend, width, height))
                    .findFirst()
                    .ifPresent(legend -> {
                        for (Roi part : legend) overlay.add(part, "legend");
                    });
        } catch (LinkageError | InternalError | NullPointerException noFonts) {
            // On a server, Java may lack fontconfig: the colours are useful even without text.
        }
    }

    /** Whether the box leaves enough of the image to be seen, and lies in it. */
    private static boolean fits(Overlay legend, int width, int height) {
        Rectangle box = legend.get(0).getBounds();
        return box.width * box.height <= COVERED * width * height && box.y >= 0 && box.x + box.width <= width;
    }

    /** What lies behind a legend. */
    static Roi box(double x, double y, double width, double height) {
        Roi box = new Roi(x, y, width, height);
        box.setFillColor(new Color(0, 0, 0, 200));
        return box;
    }

    private Overlay drawn(boolean words) {
        Overlay parts = new Overlay();
        int gap = letter() / 2;
        int left = 2 * gap;
        TextRoi title = text(caption, left, 0);
        int line = title.getBounds().height;
        int thickness = words ? letter() : letter() / 2;
        int barWidth = Math.max(words ? title.getBounds().width : SHORT * letter(), numbersWidth(words));
        int top = height - (words ? 2 : 1) * line - thickness - (words ? 3 : 2) * gap;
        title.setLocation(left, top);

        // Zoomed out, ImageJ's letters do not shrink as much as the box.
        double boxWidth = barWidth + 2.0 * gap + (words ? 1.5 * letter() : 0);
        parts.add(box(gap, top - gap / 2.0, boxWidth, height - gap - top));
        if (words) parts.add(title);
        int bar = top + (words ? line + gap / 2 : 0);
        parts.add(new ImageRoi(left, bar, bar(barWidth, thickness)));
        int ticks = bar + thickness + gap / 4;
        parts.add(text("0", left, ticks));
        if (words) parts.add(centred(text(middle, 0, ticks), left + barWidth / 2.0));
        TextRoi last = text(end, 0, ticks);
        last.setLocation(left + barWidth - last.getBounds().width, ticks);
        parts.add(last);
        return parts;
    }

    /** The numbers side by side, with a letter between them. */
    private int numbersWidth(boolean middleToo) {
        int width =
                text("0", 0, 0).getBounds().width + letter() + text(end, 0, 0).getBounds().width;
        return middleToo ? width + letter() + text(middle, 0, 0).getBounds().width : width;
    }

    private TextRoi text(String words, int x, int y) {
        return text(words, x, y, letter());
    }

    static TextRoi text(String words, int x, int y, int letter) {
        TextRoi label = new TextRoi(x, y, words, new Font(Font.SANS_SERIF, Font.PLAIN, letter));
        label.setAntiAlias(true);
        label.setStrokeColor(Color.white);
        return label;
    }

    private static TextRoi centred(TextRoi label, double x) {
        label.setLocation(x - label.getBounds().width / 2.0, label.getBounds().y);
        return label;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((int) value) : String.valueOf(value);
    }

    private ColorProcessor bar(int width, int height) {
        ColorProcessor bar = new ColorProcessor(width, height);
        for (int x = 0; x < width; x++) {
            int colour = colours.getRGB(x * 255 / Math.max(1, width - 1));
            for (int y = 0; y < height; y++) bar.set(x, y, colour);
        }
        return bar;
    }
}
