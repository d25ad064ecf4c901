package sc.fiji.invertibility.testimages;

import ij.process.ColorProcessor;

/** A camera: depth of field, sensor noise, tone curve, and pixels larger than the scene's. */
final class Photograph {
    /** The widest circle of confusion, in scene pixels. */
    private static final double WIDEST = 7;

    private final Scene scene;
    private final Plane confusion;

    private Photograph(Scene scene) {
        this.scene = scene;
        confusion = Plane.of(scene.width, scene.height, this::confusion);
    }

    static ColorProcessor of(Scene scene, int oversampling) {
        Photograph photograph = new Photograph(scene);
        int width = scene.width / oversampling;
        int height = scene.height / oversampling;
        Dice dice = new Dice(5);
        int[] pixels = new int[width * height];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                Colour sum = new Colour(0, 0, 0);
                for (int j = 0; j < oversampling; j++)
                    for (int i = 0; i < oversampling; i++)
                        sum = sum.plus(photograph.focused(x * oversampling + i, y * oversampling + j));
                sum = sum.times((1 + 0.012 * dice.gaussian()) / (oversampling * oversampling));
                pixels[y * width + x] = Colour.encoded(film(sum.red())) << 16
                        | Colour.encoded(film(sum.green())) << 8
                        | Colour.encoded(film(sum.blue()));
            }
        return new ColorProcessor(width, height, pixels);
    }

    /** Out of focus: the deep gaps, and the far edge of the floor at the top. */
    private double confusion(int x, int y) {
        double far = Ramp.smooth(0.62, 1, scene.depth(x, y));
        double tilt = Ramp.smooth(0.3, 0, (double) y / scene.height);
        return WIDEST * Math.min(1, 0.5 * far + 0.8 * tilt);
    }

    /** Gathers from each neighbour whose own blur reaches here, so that sharp leaves do not bleed into blurred ones. */
    private Colour focused(int x, int y) {
        double own = confusion.at(x, y);
        if (own < 0.7) return scene.colour(x, y);
        int radius = (int) Math.ceil(own);
        double red = 0;
        double green = 0;
        double blue = 0;
        double weight = 0;
        for (int j = Math.max(0, y - radius); j <= Math.min(scene.height - 1, y + radius); j++)
            for (int i = Math.max(0, x - radius); i <= Math.min(scene.width - 1, x + radius); i++) {
                double reach = Math.min(own, confusion.at(i, j));
                double distance = Math.sqrt((i - x) * (i - x) + (j - y) * (j - y));
                if (distance >= reach + 0.5) continue;
                double share = Math.min(1, reach - distance + 0.5) / (1 + reach * reach);
                Colour there = scene.colour(i, j);
                red += share * there.red();
                green += share * there.green();
                blue += share * there.blue();
                weight += share;
            }
        return new Colour(red / weight, green / weight, blue / weight);
    }

    /** A film's curve: shadows deepen, highlights roll off. */
    private static double film(double light) {
        double v = 1.6 * light;
        return v * (0.03 + v) * (1 + v / 9) / (0.09 + v + 0.62 * v * v);
    }
}
