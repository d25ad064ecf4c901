package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.LUT;
import java.awt.Color;
import java.awt.Font;
import sc.fiji.invertibility.classify.ConfusionMatrix;

/** A confusion matrix as a picture: rows are the true classes, columns the given ones, in percent of a row's images. */
public final class ConfusionPicture {

    private static final int CELL = 44, LETTER = 12, MARGIN = 8, MOST_LETTERS = 16;
    private static final String ROWS = "true class", COLUMNS = "taken for";
    /** Beyond this brightness, text is black. */
    private static final int BRIGHT = 128;

    private ConfusionPicture() {}

    /**
     * Draws it.
     *
     * @param matrix the counts
     * @param title the title of the image
     * @return an RGB image, not shown
     */
    public static ImagePlus of(ConfusionMatrix matrix, String title) {
        int classes = matrix.classes().size();
        ColorProcessor measure = new ColorProcessor(1, 1);
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, LETTER);
        measure.setFont(font);
        int widest = Math.max(measure.getStringWidth(ROWS), measure.getStringWidth(COLUMNS));
        for (String name : matrix.classes()) widest = Math.max(widest, measure.getStringWidth(shortened(name)));
        int left = widest + 2 * MARGIN, top = widest + 2 * MARGIN;
        int width = left + classes * CELL + MARGIN, height = top + classes * CELL + MARGIN;
        ColorProcessor picture = new ColorProcessor(width, height);
        picture.setColor(Color.WHITE);
        picture.fill();
        picture.setFont(font);
        picture.setAntialiasedText(true);
        LUT colours = Colours.shares();
        for (int label = 0; label < classes; label++) {
            double images = Math.max(1, matrix.of(label).images());
            text(picture, Color.BLACK, shortened(matrix.classes().get(label)), left - MARGIN, label, top, true);
            for (int given = 0; given < classes; given++) {
                double share = matrix.count(label, given) / images;
                Color colour = new Color(colours.getRGB((int) Math.round(255 * share)));
                picture.setColor(colour);
                picture.fillRect(left + given * CELL, top + label * CELL, CELL - 1, CELL - 1);
                int brightness = (colour.getRed() * 3 + colour.getGreen() * 6 + colour.getBlue()) / 10;
                String percent = Long.toString(Math.round(100 * share));
                int end = left + given * CELL + (CELL + picture.getStringWidth(percent)) / 2;
                text(picture, brightness > BRIGHT ? Color.BLACK : Color.WHITE, percent, end, label, top, true);
            }
        }
        headings(picture, matrix, left, top);
        picture.setColor(Color.DARK_GRAY);
        picture.drawString(ROWS, MARGIN, top - MARGIN / 2);
        picture.drawString(COLUMNS, left - MARGIN - picture.getStringWidth(COLUMNS), MARGIN + LETTER);
        return new ImagePlus(title, picture);
    }

    /** The names of the columns, written upwards: drawn on a turned picture, which is then put in. */
    private static void headings(ColorProcessor picture, ConfusionMatrix matrix, int left, int top) {
        int classes = matrix.classes().size();
        ColorProcessor turned = new ColorProcessor(top - MARGIN, classes * CELL);
        turned.setColor(Color.WHITE);
        turned.fill();
        turned.setFont(picture.getFont());
        turned.setAntialiasedText(true);
        for (int given = 0; given < classes; given++)
            text(turned, Color.BLACK, shortened(matrix.classes().get(given)), 0, given, 0, false);
        picture.insert(turned.rotateLeft(), left, MARGIN);
    }

    private static void text(
            ColorProcessor picture, Color colour, String text, int x, int row, int top, boolean toTheLeft) {
        picture.setColor(colour);
        int from = toTheLeft ? x - picture.getStringWidth(text) : x;
        picture.drawString(text, from, top + row * CELL + CELL / 2 + LETTER / 2 + 2);
    }

    private static String shortened(String name) {
        return name.length() <= MOST_LETTERS ? name : name.substring(0, MOST_LETTERS - 1) + "…";
    }
}
