package sc.fiji.invertibility.testimages;

import java.util.Arrays;

/** What a camera looks at: colour in linear light, depth from 0 (near) to 1 (far), and the light that reaches a pixel. */
final class Scene {
    /** Deep shade is lit by the sky alone. */
    private static final Colour SHADE = new Colour(0.72, 0.86, 1.1);

    private static final Colour SUN = new Colour(1.75, 1.55, 1.25);

    final int width;
    final int height;
    private final Colour[] colours;
    private final double[] depth;
    private final double[] light;

    Scene(int width, int height) {
        this.width = width;
        this.height = height;
        colours = new Colour[width * height];
        depth = new double[width * height];
        light = new double[width * height];
        Arrays.fill(light, 1);
    }

    boolean covered(int i) {
        return colours[i] != null;
    }

    void shade(int i, double transmission) {
        light[i] *= transmission;
    }

    /** Puts a surface under all shadows cast so far. */
    void put(int i, Colour colour, double depthThere) {
        double lit = (0.06 + 0.94 * light[i]) * (1 - 0.45 * depthThere);
        colours[i] = colour.times(lit).times(SHADE.mix(new Colour(1, 1, 1), light[i]));
        depth[i] = depthThere;
    }

    /** Lights a pixel: a share of sun, the rest shade, and a factor. */
    void light(int i, double sun, double factor) {
        colours[i] = colours[i].times(SHADE.times(0.55).mix(SUN, sun)).times(factor);
    }

    Colour colour(int x, int y) {
        return colours[y * width + x];
    }

    double depth(int x, int y) {
        return depth[y * width + x];
    }
}
