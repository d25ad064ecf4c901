package sc.fiji.invertibility.testimages;

/** A cell nucleus stained for DNA: an ellipsoid with a wavering outline, chromatin, and nucleoli that stay dark. */
final class Nucleus {
    final double x;
    final double y;
    final double z;
    final double radius;
    final double angle;
    private final double brightness;
    private final double elongation;
    private final double flatness;
    private final double[][] nucleoli;
    private final Noise noise;

    /** Lengths are in pixels; {@code flatness} is the height of the ellipsoid over its mean width. */
    Nucleus(Dice dice, double x, double y, double z, double radius, double flatness) {
        this.x = x;
        this.y = y;
        this.z = z;
        this.radius = radius;
        this.flatness = flatness;
        angle = dice.angle();
        elongation = dice.uniform(1.02, 1.45);
        // Cells after DNA replication hold twice as much.
        brightness = dice.uniform(0.85, 1.15) * (dice.uniform() < 0.25 ? 1.6 : 1);
        nucleoli = new double[2 + dice.below(4)][];
        for (int i = 0; i < nucleoli.length; i++) {
            double away = 0.55 * Math.sqrt(dice.uniform());
            double direction = dice.angle();
            nucleoli[i] = new double[] {
                away * StrictMath.cos(direction), away * StrictMath.sin(direction), dice.uniform(0.1, 0.22)
            };
        }
        noise = new Noise(dice.below(1 << 30));
    }

    double extent() {
        return radius * 1.5;
    }

    /** How much DNA is there: about 1 inside, 0 outside. */
    double density(double px, double py, double pz) {
        double u = u(px, py);
        double v = v(px, py);
        double w = (pz - z) / (radius * flatness);
        double waver = 1 + 0.11 * noise.at(1.3 * u, 1.3 * v, 0.7 * w);
        double distance = Math.sqrt(u * u + v * v + w * w) / waver;
        if (distance > 1.1) return 0;
        double inside = 1 - Ramp.smooth(0.96, 1.04, distance);
        // Euchromatin is a soft cloud, heterochromatin a net of threads and clumps that lines the envelope.
        double cloud = noise.octaves(3 * u, 3 * v, 3 * w, 3);
        double thread = 1 - 2.2 * Math.abs(noise.octaves(4.2 * u + 9, 4.2 * v, 4.2 * w, 3));
        double clumps = Ramp.smooth(0.28, 0.6, noise.at(5.5 * u, 5.5 * v + 31, 5.5 * w));
        double lining = 0.3 * Ramp.smooth(0.78, 0.96, distance);
        double chromatin = 0.5 + 0.4 * cloud + 0.42 * thread + 0.75 * clumps + lining;
        return brightness * inside * Math.max(0.08, chromatin) * (1 - 0.75 * nucleolus(u, v, w));
    }

    /** The light of the whole thickness at a place, as a wide-field microscope sums it. */
    double projected(double px, double py) {
        double u = u(px, py);
        double v = v(px, py);
        double below = 1 - (u * u + v * v) / 1.3;
        if (below <= 0) return 0;
        double halfHeight = 0.55 + 0.45 * Math.sqrt(below);
        return halfHeight * density(px, py, z);
    }

    private double nucleolus(double u, double v, double w) {
        double strongest = 0;
        for (double[] spot : nucleoli) {
            double du = u - spot[0];
            double dv = v - spot[1];
            double distance = Math.sqrt(du * du + dv * dv + w * w) / spot[2];
            strongest = Math.max(strongest, 1 - Ramp.smooth(0.75, 1.1, distance));
        }
        return strongest;
    }

    private double u(double px, double py) {
        return ((px - x) * StrictMath.cos(angle) + (py - y) * StrictMath.sin(angle)) / (radius * Math.sqrt(elongation));
    }

    private double v(double px, double py) {
        return ((py - y) * StrictMath.cos(angle) - (px - x) * StrictMath.sin(angle)) * Math.sqrt(elongation) / radius;
    }
}
