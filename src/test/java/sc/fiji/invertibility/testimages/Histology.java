package sc.fiji.invertibility.testimages;

import ij.ImagePlus;
import java.util.List;

/** A section of mucosa stained with haematoxylin and eosin: glands in fibrous stroma. */
final class Histology {
    private static final int SIDE = 384;
    private final Dice dice = new Dice(1876);
    private final Noise noise = new Noise(1877);
    private final Stains stains = new Stains(SIDE, SIDE);
    private final List<Gland> glands = List.of(
            new Gland(128, 138, 84, 34, 3),
            new Gland(322, 60, 74, 30, 4),
            new Gland(296, 300, 92, 37, 5),
            new Gland(60, 362, 70, 28, 6));

    private Histology() {}

    /** 384 by 384 pixels, RGB. */
    static ImagePlus tile() {
        Histology section = new Histology();
        section.stainTissue();
        section.stainStromalNuclei();
        for (Gland gland : section.glands) gland.stainNuclei(section.stains, section.dice);
        return new ImagePlus("histology", section.stains.transmitted(section.dice));
    }

    private void stainTissue() {
        for (int y = 0; y < SIDE; y++)
            for (int x = 0; x < SIDE; x++) {
                Gland gland = nearest(x, y);
                if (gland.outside(x, y) < 0) gland.stain(stains, x, y);
                else stainStroma(x, y);
            }
    }

    /** Collagen in wavy bundles that run around the glands, with clefts between the bundles. */
    private void stainStroma(int x, int y) {
        double flow = flow(x, y);
        double bundle = noise.at(x / 55.0, y / 55.0, flow / 9);
        double fibre = noise.at(x / 30.0, y / 30.0, flow / 2.6 + 50);
        double cleft = Ramp.smooth(0.12, 0.4, noise.at(x / 42.0 + 7, y / 42.0, flow / 7 + 20));
        double eosin = 0.42 + 0.2 * bundle + 0.22 * fibre + 0.06 * noise.octaves(x / 3.0, y / 3.0, 2);
        double haematoxylin = 0.06 + 0.05 * Math.max(0, bundle);
        stains.set(x, y, haematoxylin * (1 - 0.8 * cleft), Ramp.mix(eosin, 0.04, 0.9 * cleft));
    }

    /** Spindles of fibroblasts along the fibres, and round dark lymphocytes in loose groups. */
    private void stainStromalNuclei() {
        for (int i = 0; i < 900; i++) {
            double x = dice.uniform(0, SIDE);
            double y = dice.uniform(0, SIDE);
            boolean lymphocyte = noise.at(x / 60 + 90, y / 60) > 0.22;
            double room = lymphocyte ? 7 : 4;
            if (nearest(x, y).outside(x, y) < room || crowded(x, y, lymphocyte)) continue;
            double gradientX = flow(x + 2, y) - flow(x - 2, y);
            double gradientY = flow(x, y + 2) - flow(x, y - 2);
            double angle = StrictMath.atan2(gradientX, -gradientY) + dice.uniform(-0.15, 0.15);
            double along = lymphocyte ? dice.uniform(4.6, 5.6) : dice.uniform(7, 11);
            double across = lymphocyte ? along * dice.uniform(0.85, 1) : dice.uniform(2, 3);
            double darkness = lymphocyte ? dice.uniform(1.3, 1.7) : dice.uniform(0.9, 1.3);
            new SectionedNucleus(x, y, along, across, angle, darkness, dice.below(1 << 30)).stain(stains);
        }
    }

    /** Whether another nucleus, which holds much haematoxylin, is near. */
    private boolean crowded(double x, double y, boolean lymphocyte) {
        int reach = lymphocyte ? 7 : 13;
        for (int py = Math.max(0, (int) y - reach); py <= Math.min(SIDE - 1, y + reach); py++)
            for (int px = Math.max(0, (int) x - reach); px <= Math.min(SIDE - 1, x + reach); px++)
                if (stains.haematoxylin.at(px, py) > 0.5) return true;
        return false;
    }

    private double flow(double x, double y) {
        double warp = 16 * noise.octaves(x / 75, y / 75, 2) + 2.5 * noise.at(x / 17, y / 17);
        return nearest(x, y).outside(x, y) + warp;
    }

    private Gland nearest(double x, double y) {
        Gland nearest = glands.get(0);
        for (Gland gland : glands) if (gland.outside(x, y) < nearest.outside(x, y)) nearest = gland;
        return nearest;
    }
}
