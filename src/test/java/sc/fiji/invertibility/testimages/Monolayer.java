package sc.fiji.invertibility.testimages;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.LUT;
import java.awt.Color;
import java.util.List;

/** A sheet of cells in two colours: DNA in magenta, actin (cell borders and stress fibres) in green. */
final class Monolayer {
    private static final int SIDE = 256;
    private final Dice dice = new Dice(647);
    private final List<Nucleus> nuclei = Culture.seeded(dice, SIDE, SIDE, 1, 3000, 14, 1.42);
    private final Noise noise = new Noise(568);

    private Monolayer() {}

    /** 256 by 256 pixels of 0.3 µm, 2 channels, 16-bit. */
    static ImagePlus image() {
        Monolayer cells = new Monolayer();
        ImageStack stack = new ImageStack(SIDE, SIDE);
        stack.addSlice("DNA", Camera.scmos().expose(cells.dna(), cells.dice));
        stack.addSlice("actin", Camera.scmos().expose(cells.actin(), cells.dice));
        ImagePlus both = new ImagePlus("two-channel", stack);
        both.setDimensions(2, 1, 1);
        CompositeImage image = new CompositeImage(both, CompositeImage.COMPOSITE);
        image.setChannelLut(lut(Color.MAGENTA, 120, 1500), 1);
        image.setChannelLut(lut(Color.GREEN, 120, 1400), 2);
        return Calibrated.micrometres(image, 0.3, 1);
    }

    private Plane dna() {
        Plane sharp = new Plane(SIDE, SIDE);
        for (Nucleus nucleus : nuclei) Fluorescence.project(nucleus, sharp);
        Plane light = sharp.blurred(1.1);
        Plane haze = light.blurred(14);
        return Plane.of(SIDE, SIDE, (x, y) -> 15 + 420 * (light.at(x, y) + 0.1 * haze.at(x, y)));
    }

    private Plane actin() {
        Plane light = Plane.of(SIDE, SIDE, this::actin).blurred(0.9);
        Plane haze = light.blurred(10);
        return Plane.of(SIDE, SIDE, (x, y) -> 18 + 330 * (light.at(x, y) + 0.2 * haze.at(x, y)));
    }

    /** A pixel belongs to the cell whose nucleus is nearest; borders waver, and each cell pulls in its own direction. */
    private double actin(int px, int py) {
        double x = px + 7 * noise.octaves(px / 34.0, py / 34.0, 3);
        double y = py + 7 * noise.octaves(px / 34.0 + 50, py / 34.0, 3);
        Nucleus own = nuclei.get(0);
        Nucleus next = nuclei.get(1);
        for (Nucleus nucleus : nuclei) {
            if (squared(nucleus, x, y) < squared(own, x, y)) {
                next = own;
                own = nucleus;
            } else if (nucleus != own && (next == own || squared(nucleus, x, y) < squared(next, x, y))) {
                next = nucleus;
            }
        }
        double apart = Math.sqrt(squared(next, own.x, own.y));
        double border = (squared(next, x, y) - squared(own, x, y)) / (2 * apart);
        double patchy = 0.75 + 0.5 * noise.at(px / 9.0, py / 9.0 + 80);
        double cortex = patchy * (StrictMath.exp(-border * border / 3.5) + 0.22 * StrictMath.exp(-border / 7));
        double cos = StrictMath.cos(own.angle);
        double sin = StrictMath.sin(own.angle);
        double along = x * cos + y * sin;
        double across = y * cos - x * sin;
        double fibre = Ramp.smooth(0.05, 0.6, noise.at(along / 38, across / 3.1, own.angle * 10));
        double pull = Ramp.smooth(-0.7, 0.4, noise.at(own.x / 3, own.y / 3));
        double fromNucleus = Ramp.smooth(0.3, 1.2, Math.sqrt(squared(own, x, y)) / own.radius);
        double cloud = 0.1 + 0.06 * noise.octaves(px / 7.0, py / 7.0 + 20, 3);
        return cortex + fibre * pull * (0.35 + 0.65 * fromNucleus) + cloud;
    }

    private static double squared(Nucleus nucleus, double x, double y) {
        return (nucleus.x - x) * (nucleus.x - x) + (nucleus.y - y) * (nucleus.y - y);
    }

    private static LUT lut(Color colour, double darkest, double brightest) {
        LUT lut = LUT.createLutFromColor(colour);
        lut.min = darkest;
        lut.max = brightest;
        return lut;
    }
}
