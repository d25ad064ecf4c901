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
        for (int i = 0; i < 256; i++) {
            double position = i / 255.0 * (INFERNO.length - 1);
            int below = Math.min(INFERNO.length - 2, (int) position);
            table[i] = mixed(INFERNO[below], INFERNO[below + 1], position - below);
        }
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

    private static int mixed(int a, int b, double part) {
        int colour = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int low = a >> shift & 255;
            int high = b >> shift & 255;
            colour |= (int) Math.round(low + part * (high - low)) << shift;
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
