package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ColorProcessor;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Locale;

/**
 * Shares from 0 to 1 over two axes as a picture: a square for each, from black to white, with the number in it.
 *
 * @param across the labels of the columns, from left to right
 * @param up the labels of the rows, from below
 * @param horizontal what the columns are
 * @param vertical what the rows are
 */
public record PhaseMap(List<String> across, List<String> up, String horizontal, String vertical) {

    private static final int CELL = 44, LEFT = 100, TOP = 34, BELOW = 48, RIGHT = 20, LETTER = 13;

    /**
     * Makes an image with one plane for each set of shares.
     *
     * @param title the image's title
     * @param titles the titles of the planes
     * @param shares for each plane, the rows from below
     * @return an RGB stack
     */
    public ImagePlus image(String title, List<String> titles, List<double[][]> shares) {
        ImageStack stack = new ImageStack(width(), TOP + CELL * up.size() + BELOW);
        for (int i = 0; i < titles.size(); i++) stack.addSlice(titles.get(i), plane(titles.get(i), shares.get(i)));
        return new ImagePlus(title, stack);
    }

    private int width() {
        return Math.max(LEFT + CELL * across.size() + RIGHT, 280);
    }

    private ColorProcessor plane(String title, double[][] shares) {
        ColorProcessor picture = new ColorProcessor(width(), TOP + CELL * up.size() + BELOW);
        picture.setColor(Color.WHITE);
        picture.fill();
        picture.setAntialiasedText(true);
        picture.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, LETTER));
        int bottom = TOP + CELL * up.size();
        for (int row = 0; row < up.size(); row++)
            for (int column = 0; column < across.size(); column++) {
                double share = shares[row][column];
                int x = LEFT + column * CELL, y = bottom - (row + 1) * CELL;
                float grey = (float) share;
                picture.setColor(new Color(grey, grey, grey));
                picture.fillRect(x, y, CELL, CELL);
                picture.setColor(share < 0.5 ? Color.WHITE : Color.BLACK);
                picture.drawString(String.format(Locale.ROOT, "%.2f", share), x + 8, y + CELL / 2 + 7);
                picture.setColor(Color.GRAY);
                picture.drawRect(x, y, CELL, CELL);
            }
        picture.setColor(Color.BLACK);
        picture.drawString(title, LEFT, TOP - 8);
        for (int column = 0; column < across.size(); column++)
            picture.drawString(across.get(column), LEFT + column * CELL + 14, bottom + 18);
        for (int row = 0; row < up.size(); row++)
            picture.drawString(up.get(row), LEFT - 34, bottom - row * CELL - CELL / 2 + 7);
        picture.drawString(horizontal, LEFT, bottom + 38);
        picture.drawString(vertical, 8, TOP - 8);
        return picture;
    }
}
