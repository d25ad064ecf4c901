package sc.fiji.invertibility.image;

import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.TextRoi;
import ij.process.ColorProcessor;
import ij.process.LUT;
import java.util.stream.Stream;

/**
 * A block with the colour of each of its positions, in the lower left corner of an image of switches; without words and
 * smaller, where there is less room.
 *
 * @param block s, the side of a block
 * @param width of the image
 * @param height of the image
 */
record PositionLegend(int block, int width, int height) {

    private static final String FIRST = "place of the maximum in its block", SECOND = "black: nothing kept";

    /** Adds the legend, or nothing where there is no room for it or Java has no fonts. */
    void addTo(Overlay overlay) {
        int line = Legend.text(FIRST, 0, 0, letter()).getBounds().height;
        Legend.add(
                overlay,
                width,
                height,
                Stream.of(() -> drawn(2 * line, true), () -> drawn(2 * line, false), () -> drawn(letter(), false)));
    }

    private int letter() {
        return Legend.letter(width, height);
    }

    /** The legend with a block of about so many pixels a side. */
    private Overlay drawn(int about, boolean words) {
        int gap = letter() / 2, cell = Math.max(1, about / block), side = cell * block;
        TextRoi first = Legend.text(FIRST, 3 * gap + side, 0, letter());
        int line = first.getBounds().height, high = words ? Math.max(side, 2 * line) : side;
        int wide = side + (words ? gap + first.getBounds().width + 3 * letter() / 2 : 0);
        int top = height - high - 2 * gap;
        Overlay parts = new Overlay();
        parts.add(Legend.box(gap, top - gap / 2.0, wide + 2.0 * gap, high + 1.5 * gap));
        parts.add(new ImageRoi(2 * gap, top, colours(cell)));
        if (!words) return parts;
        first.setLocation(3 * gap + side, top);
        parts.add(first);
        parts.add(Legend.text(SECOND, 3 * gap + side, top + line, letter()));
        return parts;
    }

    /** The block, row by row as its positions are numbered. */
    private ColorProcessor colours(int cell) {
        int positions = block * block;
        LUT colours = Colours.positions(positions);
        ColorProcessor picture = new ColorProcessor(cell * block, cell * block);
        for (int y = 0; y < picture.getHeight(); y++)
            for (int x = 0; x < picture.getWidth(); x++) {
                int position = y / cell * block + x / cell + 1;
                picture.set(x, y, colours.getRGB(index(position, positions)));
            }
        return picture;
    }

    /**
     * Where ImageJ looks up a value's colour: 8-bit values are their own index, 16-bit ones are spread over the table.
     */
    private static int index(int position, int positions) {
        return positions <= 255 ? position : Math.min(255, (int) (position * 256.0 / (positions + 1) + 0.5));
    }
}
