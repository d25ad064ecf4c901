package sc.fiji.invertibility.testimages;

/** A nucleus cut by the microtome: an ellipse with a dark rim, clumped chromatin and often a nucleolus. */
record SectionedNucleus(double x, double y, double along, double across, double angle, double darkness, long seed) {

    void stain(Stains stains) {
        Noise noise = new Noise(seed);
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        int reach = (int) (1.2 * Math.max(along, across)) + 2;
        for (int py = Math.max(0, (int) y - reach); py <= Math.min(stains.eosin.height - 1, y + reach); py++)
            for (int px = Math.max(0, (int) x - reach); px <= Math.min(stains.eosin.width - 1, x + reach); px++) {
                double u = ((px - x) * cos + (py - y) * sin) / along;
                double v = ((py - y) * cos - (px - x) * sin) / across;
                double distance = Math.sqrt(u * u + v * v) * (1 + 0.12 * noise.at(1.5 * u, 1.5 * v));
                double inside = 1 - Ramp.smooth(0.9, 1.06, distance);
                if (inside == 0) continue;
                double clumps = noise.octaves((px - x) / 3.4, (py - y) / 3.4, 2);
                double rim = 0.4 * Ramp.smooth(0.65, 0.92, distance);
                double nucleolus = 0.7 * (1 - Ramp.smooth(0.1, 0.32, StrictMath.hypot(u - 0.2, v + 0.1)));
                double density = darkness * (0.62 + 0.5 * clumps + rim + nucleolus);
                double blue = stains.haematoxylin.at(px, py);
                double pink = stains.eosin.at(px, py);
                stains.set(
                        px,
                        py,
                        Ramp.mix(blue, Math.max(density, 0.8 * blue), inside),
                        Ramp.mix(pink, 0.25 + 0.2 * pink, inside));
            }
    }
}
