package sc.fiji.invertibility.image;

import ij.plugin.LutLoader;
import ij.process.LUT;
import java.awt.Color;

/** The look-up tables of the results. */
final class Colours {

    /** Nine supporting colours of matplotlib's "inferno", with even perceptual steps from black to yellow. */
    private static final int[] INFERNO = {
        0x000004, 0x210c4a, 0x57106e, 0x8a226a, 0xbc3754, 0xe45a31, 0xf98e09, 0xf9cb35, 0xfcffa4
    };

    /** Okabe and Ito's colours, which colour-blind people can tell apart, too. */
    private static final int[] CATEGORIES = {0xe69f00, 0x56b4e9, 0x009e73, 0xf0e442, 0x0072b2, 0xd55e00, 0xcc79a7};

    /** With this distance between hues, successive ones stay well apart. */
    private static final float GOLDEN_ANGLE = 0.381966f;

    /** ColorBrewer's scheme RdBu of eleven colours, from blue to red. */
    private static final int[] SIGNED = {
        0x053061, 0x2166ac, 0x4393c3, 0x92c5de, 0xd1e5f0, 0xf7f7f7, 0xfddbc7, 0xf4a582, 0xd6604d, 0xb2182b, 0x67001f
    };

    /** The colour between the tiles of a montage; index 0 of {@link #signed}. */
    static final Color BACKGROUND = new Color(45, 45, 48);

    private Colours() {}

    /** ImageJ's own Fire. */
    static LUT fire() {
        return new LUT(LutLoader.getLut("fire"), 0, 255);
    }

    /**
     * Other colours for the same range: what had the part p of it now has p to the power.
     *
     * @param power above 0; below 1, small values are spread over more colours
     */
    static LUT spread(LUT colours, double power) {
        int[] table = new int[256];
        for (int i = 0; i < 256; i++) table[i] = colours.getRGB((int) Math.round(255 * Math.pow(i / 255.0, power)));
        return lut(table);
    }

    /** Fractions from low to high. */
    static LUT shares() {
        int[] table = new int[256];
        for (int i = 0; i < 256; i++) table[i] = between(INFERNO, i / 255.0);
        return lut(table);
    }

    /**
     * From blue for negative values over white for zero to red for positive ones: index 128 is zero, 1 and 255 are the
     * largest magnitudes, 0 is the background.
     */
    static LUT signed() {
        int[] table = new int[256];
        table[0] = BACKGROUND.getRGB();
        for (int i = 1; i < 256; i++) table[i] = between(SIGNED, (i - 1) / 254.0);
        return lut(table);
    }

    /**
     * One colour for each position in a block, and black for 0.
     *
     * @param positions s²; up to 255 of them are their own index, more are spread over the table
     */
    static LUT positions(int positions) {
        int[] table = new int[256];
        for (int i = 1; i < 256; i++)
            table[i] = category(positions <= 255 ? i - 1 : (int) ((i - 1) * (positions / 255.0)));
        return lut(table);
    }

    private static int category(int number) {
        if (number < CATEGORIES.length) return CATEGORIES[number];
        return Color.HSBtoRGB(
                        number * GOLDEN_ANGLE, 0.55f + 0.4f * (number % 2), 0.95f - 0.25f * (number % 3 == 0 ? 1 : 0))
                & 0xffffff;
    }

    /** The colour at a position 0 … 1 of evenly spaced ones. */
    private static int between(int[] supports, double position) {
        double at = position * (supports.length - 1);
        int below = Math.min(supports.length - 2, (int) at), colour = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int low = supports[below] >> shift & 255, high = supports[below + 1] >> shift & 255;
            colour |= (int) Math.round(low + (at - below) * (high - low)) << shift;
        }
        return colour;
    }

    private static LUT lut(int[] table) {
        byte[] r = new byte[256];
        byte[] g = new byte[256];
        byte[] b = new byte[256];
        for (int i = 0; i < 256; i++) {
            r[i] = (byte) (table[i] >> 16);
            g[i] = (byte) (table[i] >> 8);
            b[i] = (byte) table[i];
        }
        return new LUT(r, g, b);
    }
}
