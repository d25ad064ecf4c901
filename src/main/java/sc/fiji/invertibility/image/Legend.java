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
        return Math.max(LOWEST_LETTER, Math.min(width, height) / 36);
    }

    /** Adds the legend, or nothing where there is no room for it or Java has no fonts. */
    void addTo(Overlay overlay) {
        Overlay legend;
        try {
            legend = drawn(true);
            if (!fits(legend)) legend = drawn(false);
        } catch (LinkageError | InternalError | NullPointerException noFonts) {
            return; // on a server, Java may lack fontconfig: the colours are useful even without text
        }
        if (fits(legend)) for (Roi part : legend) overlay.add(part, "legend");
    }

    /** Whether the box, which comes first, leaves enough of the image to be seen, and lies in it. */
    private boolean fits(Overlay legend) {
        Rectangle box = legend.get(0).getBounds();
        return box.width * box.height <= COVERED * width * height && box.y >= 0 && box.x + box.width <= width;
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
        Roi box = new Roi(gap, top - gap / 2.0, boxWidth, height - gap - top);
        box.setFillColor(new Color(0, 0, 0, 200));
        parts.add(box);
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
        TextRoi label = new TextRoi(x, y, words, new Font(Font.SANS_SERIF, Font.PLAIN, letter()));
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
