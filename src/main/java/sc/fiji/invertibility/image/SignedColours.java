package sc.fiji.invertibility.image;

import ij.process.LUT;
import java.awt.Color;

/** Colours from blue for negative values over white for zero to red for positive ones. */
final class SignedColours {

    /** The colour between the tiles of a montage; index 0 of the table. */
    static final Color BACKGROUND = new Color(45, 45, 48);

    /** ColorBrewer's scheme RdBu of eleven colours, from blue to red. */
    private static final int[] SUPPORTS = {
        0x053061, 0x2166ac, 0x4393c3, 0x92c5de, 0xd1e5f0, 0xf7f7f7, 0xfddbc7, 0xf4a582, 0xd6604d, 0xb2182b, 0x67001f
    };

    private SignedColours() {}

    /** Index 128 is zero, 1 and 255 are the largest magnitudes, 0 is the background. */
    static LUT table() {
        byte[][] samples = new byte[3][256];
        for (int i = 0; i < 256; i++) {
            int colour = i == 0 ? BACKGROUND.getRGB() : mixed((i - 1) / 254.0 * (SUPPORTS.length - 1));
            for (int c = 0; c < 3; c++) samples[c][i] = (byte) (colour >> 16 - 8 * c);
        }
        return new LUT(samples[0], samples[1], samples[2]);
    }

    private static int mixed(double position) {
        int below = Math.min(SUPPORTS.length - 2, (int) position);
        int colour = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = SUPPORTS[below] >> shift & 255, b = SUPPORTS[below + 1] >> shift & 255;
            colour |= (int) Math.round(a + (position - below) * (b - a)) << shift;
        }
        return colour;
    }
}
