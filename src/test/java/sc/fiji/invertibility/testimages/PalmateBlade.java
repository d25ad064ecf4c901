package sc.fiji.invertibility.testimages;

/** A leaf whose lobes and veins spread from one point: a maple. */
final class PalmateBlade implements Blade {
    private static final int STEPS = 1440;
    private static final double CENTRE = 0.3;
    private static final double[] ANGLES = {0, 0.84, -0.84, 1.8, -1.8};
    private static final double[] LENGTHS = {0.7, 0.6, 0.58, 0.4, 0.38};
    private final double[] reach = new double[STEPS + 1];

    PalmateBlade(Dice dice) {
        double sharpness = dice.uniform(2.2, 3.2);
        for (int i = 0; i <= STEPS; i++) {
            double angle = 2 * StrictMath.PI * i / STEPS - StrictMath.PI;
            double longest = 0.14;
            for (int lobe = 0; lobe < ANGLES.length; lobe++) {
                double away = Math.abs(angle - ANGLES[lobe]);
                // Two narrow teeth on each side of a lobe's tip make it a maple's.
                double tip = LENGTHS[lobe] * StrictMath.exp(-sharpness * away * 1.5);
                double teeth = 0.8 * LENGTHS[lobe] * StrictMath.exp(-7 * Math.abs(away - 0.2));
                double body = 0.62 * LENGTHS[lobe] * StrictMath.exp(-1.6 * away * away);
                longest = Math.max(longest, Math.max(tip, Math.max(teeth, body)));
            }
            reach[i] = longest;
        }
    }

    @Override
    public double margin(double u, double v) {
        double x = u - CENTRE;
        double radius = Math.sqrt(x * x + v * v);
        double angle = StrictMath.atan2(v, x);
        double position = (angle + StrictMath.PI) / (2 * StrictMath.PI) * STEPS;
        int index = Math.min((int) position, STEPS - 1);
        double blade = 0.6 * (Ramp.mix(reach[index], reach[index + 1], position - index) - radius);
        double stalk = u > -0.2 && u < CENTRE ? 0.01 - Math.abs(v) : -1;
        return Math.max(blade, stalk);
    }

    @Override
    public double vein(double u, double v) {
        double x = u - CENTRE;
        double strongest = 0;
        for (int lobe = 0; lobe < ANGLES.length; lobe++) {
            double along = along(lobe, x, v);
            if (along < 0) continue;
            double across = Math.abs(across(lobe, x, v));
            strongest = Math.max(strongest, 1 - Ramp.smooth(0.3, 1, across / (0.013 * (1.1 - along))));
            double phase = 9 * (along - 0.9 * across);
            double distance = Math.abs(phase - Math.rint(phase)) / 9;
            double side = across < 0.45 * along ? 0.5 * (1 - Ramp.smooth(0.2, 1, distance / 0.007)) : 0;
            strongest = Math.max(strongest, side);
        }
        return strongest;
    }

    @Override
    public double bulge(double u, double v) {
        double x = u - CENTRE;
        int nearest = 0;
        for (int lobe = 1; lobe < ANGLES.length; lobe++) if (along(lobe, x, v) > along(nearest, x, v)) nearest = lobe;
        double across = across(nearest, x, v);
        return Math.max(-1, Math.min(1, 6 * across));
    }

    private static double along(int lobe, double x, double v) {
        return x * StrictMath.cos(ANGLES[lobe]) + v * StrictMath.sin(ANGLES[lobe]);
    }

    private static double across(int lobe, double x, double v) {
        return v * StrictMath.cos(ANGLES[lobe]) - x * StrictMath.sin(ANGLES[lobe]);
    }
}
