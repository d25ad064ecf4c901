package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.gui.Roi;
import java.awt.Rectangle;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which part of an image a command took: the rectangle of the selection, in pixels of the image.
 *
 * @param x its left column, from 0
 * @param y its upper row, from 0
 * @param width its width, ≥ 1
 * @param height its height, ≥ 1
 */
public record WorkedRectangle(int x, int y, int width, int height) {

    private static final Pattern TEXT =
            Pattern.compile("x (\\d{1,9}), y (\\d{1,9}), width (\\d{1,9}), height (\\d{1,9})");

    /**
     * Looks at what is taken of an image.
     *
     * @param input the image
     * @return its rectangle; empty if that is the whole image
     */
    public static Optional<WorkedRectangle> of(InputImage input) {
        if (input.isWhole()) return Optional.empty();
        Rectangle region = input.region();
        return Optional.of(new WorkedRectangle(region.x, region.y, region.width, region.height));
    }

    /**
     * Reads what {@link #text} writes.
     *
     * @param text any text
     * @return the rectangle, if it is one
     */
    public static Optional<WorkedRectangle> of(String text) {
        Matcher numbers = TEXT.matcher(text);
        if (!numbers.matches()) return Optional.empty();
        int[] n = new int[4];
        for (int i = 0; i < 4; i++) n[i] = Integer.parseInt(numbers.group(i + 1));
        return Optional.of(new WorkedRectangle(n[0], n[1], n[2], n[3]));
    }

    /** {@return the rectangle in words} */
    public String text() {
        return "x " + x + ", y " + y + ", width " + width + ", height " + height;
    }

    /** {@return a selection of this rectangle} */
    public Roi selection() {
        return new Roi(x, y, width, height);
    }

    /**
     * Tells whether an image has all pixels of this rectangle.
     *
     * @param image any image
     * @return whether it does
     */
    public boolean isWithin(ImagePlus image) {
        return (long) x + width <= image.getWidth() && (long) y + height <= image.getHeight();
    }
}
