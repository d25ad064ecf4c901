package sc.fiji.invertibility.command.explore;

import ij.measure.Calibration;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import sc.fiji.invertibility.image.ColourBar;

/**
 * Three pictures beside each other on white, with titles, a scale bar, a colour bar and a line that describes the
 * setting.
 */
final class ComparisonFigure {

    /** Narrower pictures are enlarged by a whole factor, so that there is room for the text. */
    private static final int NARROWEST = 420;

    private final Comparison comparison;
    private final List<Panel> panels;
    private final ColourBar bar;
    private final int zoom;
    private final int width;
    private final int height;
    private final int letter;

    private ComparisonFigure(Comparison comparison, List<Panel> panels, ColourBar bar) {
        this.comparison = comparison;
        this.panels = panels;
        this.bar = bar;
        BufferedImage first = panels.get(0).picture();
        zoom = Math.max(1, (NARROWEST + first.getWidth() - 1) / first.getWidth());
        width = zoom * first.getWidth();
        height = zoom * first.getHeight();
        letter = Math.max(15, width / 28);
    }

    /**
     * Draws the figure.
     *
     * @param comparison the result of a setting
     * @param pictures its pictures
     * @param switches whether the switches are shown instead of the errors
     */
    static BufferedImage of(Comparison comparison, Pictures pictures, boolean switches) {
        boolean shares = switches && pictures.switches() != null;
        Panel last = shares
                ? new Panel("Switches", "share of filters with their kept maximum here", pictures.switches())
                : new Panel("Error", "per pixel, " + Readout.errorUnit(comparison), pictures.errors());
        List<Panel> panels = List.of(
                new Panel("Original", comparison.original().image().getTitle(), pictures.original()),
                new Panel("Reconstruction", Readout.of(comparison), pictures.reconstruction()),
                last);
        return new ComparisonFigure(comparison, panels, shares ? pictures.switchBar() : pictures.errorBar()).drawn();
    }

    private BufferedImage drawn() {
        int gap = letter, top = 3 * letter + gap;
        int total = 3 * width + 4 * gap + 5 * letter;
        BufferedImage figure =
                new BufferedImage(total, top + height + gap + 2 * letter + gap / 2, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = figure.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, figure.getWidth(), figure.getHeight());
        for (int i = 0; i < panels.size(); i++) draw(g, panels.get(i), gap + i * (width + gap), top);
        drawScaleBar(g, gap, top);
        drawColourBar(g, 3 * (width + gap) + gap / 2, top);
        g.setColor(Color.BLACK);
        text(
                g,
                comparison.settings().describe(),
                gap,
                top + height + gap + letter,
                letter,
                Font.PLAIN,
                total - 2 * gap);
        g.dispose();
        return figure;
    }

    private void draw(Graphics2D g, Panel panel, int left, int top) {
        g.drawImage(panel.picture(), left, top, width, height, null);
        g.setColor(Color.BLACK);
        text(g, panel.title(), left, top - 2 * letter, letter * 5 / 4, Font.BOLD, width);
        text(g, panel.subtitle(), left, top - letter / 2, letter, Font.PLAIN, width);
    }

    /** Text that takes at most so many pixels: the font is smaller if it would be longer. */
    private static void text(Graphics2D g, String words, int x, int y, int size, int style, int room) {
        Font font = new Font(Font.SANS_SERIF, style, size);
        double needed = g.getFontMetrics(font).stringWidth(words);
        g.setFont(needed > room ? font.deriveFont((float) (size * room / needed)) : font);
        g.drawString(words, x, y);
    }

    private void drawScaleBar(Graphics2D g, int left, int top) {
        Calibration calibration = comparison.original().image().getCalibration();
        double pixel = calibration.scaled() ? calibration.pixelWidth : 1;
        String unit = calibration.scaled() ? calibration.getUnits() : "pixels";
        double length = RoundNumber.atMost(pixel * width / zoom / 4);
        int pixels = (int) Math.round(length / pixel * zoom);
        int right = left + width - letter, bottom = top + height - letter;
        String words = RoundNumber.text(length) + " " + unit;
        g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, letter));
        int wide = Math.max(pixels, g.getFontMetrics().stringWidth(words));
        g.setColor(new Color(0, 0, 0, 150));
        g.fillRect(right - wide - letter / 2, bottom - 2 * letter, wide + letter, 5 * letter / 2);
        g.setColor(Color.WHITE);
        g.fillRect(right - wide / 2 - pixels / 2, bottom - letter / 4, pixels, Math.max(3, letter / 4));
        g.drawString(words, right - wide / 2 - g.getFontMetrics().stringWidth(words) / 2, bottom - 2 * letter / 3);
    }

    private void drawColourBar(Graphics2D g, int left, int top) {
        int thickness = letter;
        for (int y = 0; y < height; y++) {
            g.setColor(new Color(bar.rgb(1 - y / Math.max(1.0, height - 1))));
            g.fillRect(left, top + y, thickness, 1);
        }
        g.setColor(Color.BLACK);
        g.setStroke(new BasicStroke(1));
        g.drawRect(left, top, thickness, height - 1);
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, letter));
        int words = left + thickness + letter / 3;
        g.drawString(bar.end(), words, top + letter);
        g.drawString("0", words, top + height - 2);
    }
}
