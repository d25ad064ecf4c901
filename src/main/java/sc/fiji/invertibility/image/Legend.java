package sc.fiji.invertibility.image;

import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.process.ColorProcessor;
import java.awt.Color;
import java.awt.Font;

/** A colour bar with its meaning, in the lower left corner, as large as the image asks for. */
final class Legend {

    /** Below this width or height in pixels a legend could not be read, or would hide the image. */
    private static final int SMALLEST = 160;

    private static final String CAPTION = "filters with their maximum here";

    private final ShareScale scale;
    private final int width;
    private final int height;
    private final int letter;

    Legend(ShareScale scale, int width, int height) {
        this.scale = scale;
        this.width = width;
        this.height = height;
        this.letter = Math.max(8, Math.min(width, height) / 36);
    }

    /** Adds the legend, or nothing where there is no room for it or Java has no fonts. */
    void addTo(Overlay overlay) {
        if (Math.min(width, height) < SMALLEST) return;
        Overlay legend;
        try {
            legend = drawn();
        } catch (LinkageError | InternalError | NullPointerException noFonts) {
            return; // a server's Java without fontconfig: the colours are worth having without words
        }
        for (Roi part : legend) overlay.add(part, "legend");
    }

    private Overlay drawn() {
        Overlay parts = new Overlay();
        int gap = letter / 2;
        int left = 2 * gap;
        TextRoi caption = text(CAPTION, left, 0);
        int barWidth = caption.getBounds().width;
        int line = caption.getBounds().height;
        int top = height - 2 * line - letter - 3 * gap;
        caption.setLocation(left, top);

        Roi box = new Roi(gap, top - gap / 2.0, barWidth + 2.0 * gap, 2 * line + letter + 2.0 * gap);
        box.setFillColor(new Color(0, 0, 0, 200));
        parts.add(box);
        parts.add(caption);
        int bar = top + line + gap / 2;
        parts.add(new ImageRoi(left, bar, bar(barWidth, letter)));
        int ticks = bar + letter + gap / 4;
        parts.add(text("0", left, ticks));
        parts.add(centred(text(number(scale.topPercent() / 2.0), 0, ticks), left + barWidth / 2.0));
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
