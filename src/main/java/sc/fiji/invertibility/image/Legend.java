package sc.fiji.invertibility.image;

import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.process.ColorProcessor;
import java.awt.Color;
import java.awt.Font;

/**
 * A colour bar with an explanation, in the lower left corner, scaled to the image; in small images only the bar with
 * its numbers, in tiny ones nothing.
 */
final class Legend {

    /** Below this width or height, in pixels, a legend would hide the image. */
    private static final int SMALLEST = 64;

    /** Below this, there is no space for words. */
    private static final int SMALLEST_WITH_WORDS = 160;

    private static final int LOWEST_LETTER = 8;

    private static final String CAPTION = "filters with their maximum here";

    private final PercentScale scale;
    private final int width;
    private final int height;
    private final int letter;

    Legend(PercentScale scale, int width, int height) {
        this.scale = scale;
        this.width = width;
        this.height = height;
        this.letter = Math.max(LOWEST_LETTER, Math.min(width, height) / 36);
    }

    /** Adds the legend, or nothing if there is no space for it or Java has no fonts. */
    void addTo(Overlay overlay) {
        if (Math.min(width, height) < SMALLEST) return;
        Overlay legend;
        try {
            legend = drawn();
        } catch (LinkageError | InternalError | NullPointerException noFonts) {
            return; // on a server, Java may lack fontconfig: the colours are useful even without text
        }
        for (Roi part : legend) overlay.add(part, "legend");
    }

    private Overlay drawn() {
        Overlay parts = new Overlay();
        int gap = letter / 2;
        int left = 2 * gap;
        TextRoi caption = text(CAPTION, left, 0);
        boolean words = Math.min(width, height) >= SMALLEST_WITH_WORDS;
        int line = caption.getBounds().height;
        int thickness = words ? letter : letter / 2;
        int barWidth = words ? caption.getBounds().width : Math.min(width - 4 * gap, 10 * letter);
        int top = height - (words ? 2 : 1) * line - thickness - (words ? 3 : 2) * gap;
        caption.setLocation(left, top);

        // When zoomed out, ImageJ's letters do not shrink as much as the box does.
        double boxWidth = Math.min(width - 2.0 * gap, barWidth + 2.0 * gap + (words ? 1.5 * letter : 0));
        Roi box = new Roi(gap, top - gap / 2.0, boxWidth, height - gap - top);
        box.setFillColor(new Color(0, 0, 0, 200));
        parts.add(box);
        if (words) parts.add(caption);
        int bar = top + (words ? line + gap / 2 : 0);
        parts.add(new ImageRoi(left, bar, bar(barWidth, thickness)));
        int ticks = bar + thickness + gap / 4;
        parts.add(text("0", left, ticks));
        if (words) parts.add(centred(text(number(scale.topPercent() / 2.0), 0, ticks), left + barWidth / 2.0));
        TextRoi end = text((scale.clipped() ? "≥ " : "") + scale.topPercent() + " %", 0, ticks);
        end.setLocation(left + barWidth - end.getBounds().width, ticks);
        parts.add(end);
        return parts;
    }

    private TextRoi text(String words, int x, int y) {
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

    private static ColorProcessor bar(int width, int height) {
        ColorProcessor bar = new ColorProcessor(width, height);
        for (int x = 0; x < width; x++) {
            int colour = Colours.shares().getRGB(x * 255 / Math.max(1, width - 1));
            for (int y = 0; y < height; y++) bar.set(x, y, colour);
        }
        return bar;
    }
}
