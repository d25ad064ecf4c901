package sc.fiji.invertibility.testimages;

/** A gland cut across: a ring of columnar cells around a lumen, their nuclei at the outer side. */
record Gland(double x, double y, double radius, int cells, long seed) {

    /** The distance outwards from the outline, negative inside, in pixels. */
    double outside(double px, double py) {
        double distance = Math.sqrt((px - x) * (px - x) + (py - y) * (py - y));
        return distance - radius * (1 + 0.16 * wave(direction(px, py)));
    }

    /** Stains a pixel inside the outline. */
    void stain(Stains stains, int px, int py) {
        Noise noise = new Noise(seed);
        double direction = direction(px, py);
        double depth = -outside(px, py);
        double wall = 0.62 * radius + 5 * noise.at(px / 9.0, py / 9.0) + 4 * noise.at(px / 25.0, py / 25.0);
        double lumen = Ramp.smooth(wall - 1.5, wall + 1.5, depth);
        double turn = direction / (2 * StrictMath.PI) * cells + 0.22 * noise.at(px / 10.0, py / 10.0 + 9);
        double border = Math.abs(turn - Math.rint(turn)) * 2 * StrictMath.PI * (radius - depth) / cells;
        double membrane = 1 - Ramp.smooth(0.3, 1.4, border);
        // Goblet cells keep their mucus, which hardly stains, between nucleus and lumen.
        double goblet = goblet((int) Math.floor(turn + 0.5), turn, depth, wall);
        double grain = noise.octaves(px / 4.0, py / 4.0, 3);
        double brush = 0.35 * (1 - Ramp.smooth(0.5, 3.5, Math.abs(depth - wall + 2)));
        double eosin = 0.42 + 0.16 * grain + 0.22 * membrane + brush;
        double haematoxylin = 0.2 + 0.1 * grain + 0.05 * membrane;
        eosin = Ramp.mix(eosin, 0.08, 0.9 * goblet);
        haematoxylin = Ramp.mix(haematoxylin, 0.13 + 0.05 * grain, 0.9 * goblet);
        double basement = 0.3 * (1 - Ramp.smooth(0, 2.2, depth));
        double mucus = 0.05 + 0.09 * Math.max(0, noise.octaves(px / 14.0, py / 14.0, 4));
        stains.set(px, py, Ramp.mix(haematoxylin, mucus, lumen), Ramp.mix(eosin + basement, 0.03 + 0.4 * mucus, lumen));
    }

    /** The nuclei of the wall, one a cell, in uneven rows. */
    void stainNuclei(Stains stains, Dice dice) {
        for (int cell = 0; cell < cells; cell++) {
            double direction = 2 * StrictMath.PI * (cell + 0.5 + dice.uniform(-0.2, 0.2)) / cells;
            double depth = radius * dice.uniform(0.13, 0.27);
            double away = radius * (1 + 0.16 * wave(direction)) - depth;
            double px = x + away * StrictMath.cos(direction);
            double py = y + away * StrictMath.sin(direction);
            double along = dice.uniform(7, 9.5);
            double across = dice.uniform(4, 5.4);
            double tilt = direction + dice.uniform(-0.3, 0.3);
            new SectionedNucleus(px, py, along, across, tilt, dice.uniform(0.95, 1.35), dice.below(1 << 30))
                    .stain(stains);
        }
    }

    private double goblet(int cell, double turn, double depth, double wall) {
        if ((Dice.mix(seed * 1000 + Math.floorMod(cell, cells)) & 3) != 0) return 0;
        double u = (turn - cell) / 0.62;
        double v = (depth - 0.7 * wall) / (0.27 * wall);
        return 1 - Ramp.smooth(0.75, 1, Math.sqrt(u * u + v * v));
    }

    private double direction(double px, double py) {
        return StrictMath.atan2(py - y, px - x);
    }

    private double wave(double direction) {
        return new Noise(seed).at(1.1 * StrictMath.cos(direction), 1.1 * StrictMath.sin(direction), 0.5);
    }
}
