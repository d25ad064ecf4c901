package sc.fiji.invertibility.testimages;

import ij.ImagePlus;
import ij.process.ByteProcessor;

/** Heaped beads of many sizes as a scanning electron microscope shows them: bright at the edges, dark in the gaps. */
final class Beads {
    private final Plane height;
    private final Plane glow;

    private Beads(int width, int heightInPixels) {
        height = new Plane(width, heightInPixels);
        glow = new Plane(width, heightInPixels);
    }

    /** 301 by 203 pixels, 8-bit grey. */
    static ImagePlus image() {
        Beads beads = new Beads(2 * 301, 2 * 203);
        Dice dice = new Dice(31);
        for (int i = 0; i < 900; i++) {
            double radius = dice.scaleInvariantSize(11, 84);
            beads.drop(dice.uniform(-40, 642), dice.uniform(-40, 446), radius, new Noise(i));
        }
        return new ImagePlus("odd-301x203", beads.detected(dice));
    }

    /** A bead comes to rest where it first touches the heap, a little sunk in. */
    private void drop(double x, double y, double radius, Noise noise) {
        int px = (int) Math.min(Math.max(x, 0), height.width - 1);
        int py = (int) Math.min(Math.max(y, 0), height.height - 1);
        double z = 0.55 * height.at(px, py) + 0.3 * radius;
        for (int j = Math.max(0, (int) (y - radius)); j <= Math.min(height.height - 1, y + radius); j++)
            for (int i = Math.max(0, (int) (x - radius)); i <= Math.min(height.width - 1, x + radius); i++) {
                double u = (i - x) / radius;
                double v = (j - y) / radius;
                double facing = 1 - u * u - v * v;
                if (facing < 0) continue;
                facing = Math.sqrt(facing);
                int at = j * height.width + i;
                if (z + radius * facing < height.values[at]) continue;
                height.values[at] = z + radius * facing;
                double edge = (1 - facing) * (1 - facing);
                double texture = noise.octaves(i / 9.0, j / 9.0, facing * radius / 9, 4);
                glow.values[at] = 0.42 + 0.5 * edge - 0.14 * u - 0.1 * v + 0.1 * texture;
            }
    }

    private ByteProcessor detected(Dice dice) {
        Plane near = height.blurred(7);
        Plane around = height.blurred(26);
        Plane signal = Plane.of(height.width, height.height, (x, y) -> {
                    double sunk = Math.max(0, near.at(x, y) - height.at(x, y)) / 18
                            + Math.max(0, around.at(x, y) - height.at(x, y)) / 55;
                    return 255 * glow.at(x, y) / (1 + sunk * (1 + sunk));
                })
                .halved();
        ByteProcessor image = new ByteProcessor(signal.width, signal.height);
        for (int i = 0; i < signal.values.length; i++)
            image.set(i, (int) Math.max(0, Math.min(255, StrictMath.rint(signal.values[i] + 4 + 4 * dice.gaussian()))));
        return image;
    }
}
