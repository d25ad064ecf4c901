package sc.fiji.invertibility.testimages;

import ij.ImagePlus;
import ij.ImageStack;
import java.util.List;

/** DNA-stained nuclei under a fluorescence microscope, as one wide-field picture and as a stack. */
final class Fluorescence {
    private Fluorescence() {}

    /** 512 by 512 pixels of 0.325 µm (a 20× objective on 6.5 µm pixels), 16-bit. */
    static ImagePlus nuclei() {
        int side = 512;
        Dice dice = new Dice(405);
        List<Nucleus> nuclei = Culture.seeded(dice, side, side, 1, 700, 17, 0.93);
        // The blur in pixels that defocus gives; most cells lie flat, some have let go of the dish.
        double[] blurs = {1.0, 1.7, 3.2, 6.5};
        Plane light = new Plane(side, side);
        for (int level = 0; level < blurs.length; level++) {
            Plane sharp = new Plane(side, side);
            for (Nucleus nucleus : nuclei) if (level(nucleus) == level) project(nucleus, sharp);
            light.addScaled(sharp.blurred(blurs[level]), 1 - 0.1 * level);
        }
        Plane haze = light.blurred(22);
        Noise debris = new Noise(9);
        Plane electrons = Plane.of(side, side, (x, y) -> {
            double u = (x - 0.46 * side) / side;
            double v = (y - 0.57 * side) / side;
            double lamp = 1 - 0.9 * (u * u + v * v);
            double medium = 34 + 6 * debris.octaves(x / 190.0, y / 190.0, 2);
            return lamp * (medium + 640 * (light.at(x, y) + 0.16 * haze.at(x, y)));
        });
        ImagePlus image = new ImagePlus("nuclei-16bit", Camera.scmos().expose(electrons, dice));
        image.setDisplayRange(120, 2400);
        return Calibrated.micrometres(image, 0.325, 1);
    }

    /** 128 by 128 pixels of 0.2 µm, 7 slices 0.8 µm apart, 16-bit. */
    static ImagePlus stack() {
        int side = 128;
        int slices = 7;
        int between = 2;
        double step = 2;
        Dice dice = new Dice(488);
        int planes = (slices + 4) * between;
        List<Nucleus> nuclei = Culture.seeded(dice, side, side, planes * step, 600, 14, 0.7);
        Plane[] sharp = new Plane[planes];
        for (int i = 0; i < planes; i++) {
            double z = i * step;
            sharp[i] = Plane.of(side, side, (x, y) -> {
                double most = 0;
                for (Nucleus nucleus : nuclei) most = Math.max(most, nucleus.density(x, y, z));
                return most;
            });
        }
        ImageStack stack = new ImageStack(side, side);
        for (int slice = 0; slice < slices; slice++) {
            Plane electrons = Plane.of(side, side, (x, y) -> 9);
            for (int i = 0; i < planes; i++) {
                double away = Math.abs(i - (slice + 2) * between) * step;
                electrons.addScaled(sharp[i].blurred(0.8 + 0.25 * away), 200 / (1 + 0.2 * away * away));
            }
            stack.addSlice(
                    "z = " + 8 * slice / 10 + "." + 8 * slice % 10 + " µm",
                    Camera.scmos().expose(electrons, dice));
        }
        ImagePlus image = new ImagePlus("z-stack", stack);
        image.setDisplayRange(100, 1700);
        return Calibrated.micrometres(image, 0.2, 0.8);
    }

    private static int level(Nucleus nucleus) {
        return nucleus.z < 0.66 ? 0 : nucleus.z < 0.82 ? 1 : nucleus.z < 0.93 ? 2 : 3;
    }

    static void project(Nucleus nucleus, Plane plane) {
        int left = (int) Math.max(0, nucleus.x - nucleus.extent());
        int right = (int) Math.min(plane.width - 1, nucleus.x + nucleus.extent());
        int top = (int) Math.max(0, nucleus.y - nucleus.extent());
        int bottom = (int) Math.min(plane.height - 1, nucleus.y + nucleus.extent());
        for (int y = top; y <= bottom; y++)
            for (int x = left; x <= right; x++) plane.add(x, y, nucleus.projected(x, y));
    }
}
