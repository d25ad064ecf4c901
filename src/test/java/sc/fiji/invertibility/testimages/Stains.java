package sc.fiji.invertibility.testimages;

import ij.process.ColorProcessor;

/**
 * Haematoxylin and eosin in a tissue section: how much of each stain lies at each pixel, and the light that passes (Beer and
 * Lambert's law, with stain colours near those that Ruifrok and Johnston, 2001, and Macenko et al., 2009, measured).
 */
final class Stains {
    private static final double[] HAEMATOXYLIN = {0.62, 0.71, 0.33};
    private static final double[] EOSIN = {0.2159, 0.8012, 0.5581};
    private static final double[] LAMP = {246, 244, 247};

    final Plane haematoxylin;
    final Plane eosin;

    Stains(int width, int height) {
        haematoxylin = new Plane(width, height);
        eosin = new Plane(width, height);
    }

    void set(int x, int y, double haematoxylinThere, double eosinThere) {
        int i = y * eosin.width + x;
        haematoxylin.values[i] = Math.max(0, haematoxylinThere);
        eosin.values[i] = Math.max(0, eosinThere);
    }

    ColorProcessor transmitted(Dice dice) {
        double[] blue = haematoxylin.blurred(0.7).values;
        double[] pink = eosin.blurred(0.7).values;
        int[] pixels = new int[blue.length];
        for (int i = 0; i < pixels.length; i++) {
            double grain = 1.6 * dice.gaussian();
            for (int channel = 0; channel < 3; channel++) {
                double density = blue[i] * HAEMATOXYLIN[channel] + pink[i] * EOSIN[channel];
                double light = LAMP[channel] * StrictMath.exp(-density) + grain + 0.8 * dice.gaussian();
                pixels[i] = pixels[i] << 8 | (int) Math.max(0, Math.min(255, StrictMath.rint(light)));
            }
        }
        return new ColorProcessor(eosin.width, eosin.height, pixels);
    }
}
