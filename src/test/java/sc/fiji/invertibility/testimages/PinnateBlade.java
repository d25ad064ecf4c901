package sc.fiji.invertibility.testimages;

/** A leaf with one midrib and side veins: beech, birch, willow, oak. */
final class PinnateBlade implements Blade {
    private static final int STEPS = 512;
    private final double[] halfWidth = new double[STEPS + 1];
    private final int veins;
    private final double rise;

    private PinnateBlade(double width, double base, double tip, int veins, double lobes, double teeth, double rise) {
        this.veins = veins;
        this.rise = rise;
        double peak = base / (base + tip);
        double scale = StrictMath.pow(peak, base) * StrictMath.pow(1 - peak, tip);
        for (int i = 0; i <= STEPS; i++) {
            double u = (double) i / STEPS;
            double outline = StrictMath.pow(u, base) * StrictMath.pow(1 - u, tip) / scale;
            double lobe = 1 + lobes * (StrictMath.cos(2 * StrictMath.PI * (u * 4.5 - 0.1)) - 1) / 2;
            double saw = u * veins * 3 - Math.floor(u * veins * 3);
            halfWidth[i] = width / 2 * outline * lobe * (1 - teeth * saw);
        }
    }

    static PinnateBlade beech(Dice dice) {
        return new PinnateBlade(dice.uniform(0.5, 0.62), 0.62, 0.75, 9, 0, 0.04, 0.7);
    }

    static PinnateBlade birch(Dice dice) {
        return new PinnateBlade(dice.uniform(0.6, 0.72), 0.45, 1.0, 7, 0, 0.08, 0.8);
    }

    static PinnateBlade willow(Dice dice) {
        return new PinnateBlade(dice.uniform(0.18, 0.26), 0.7, 0.9, 14, 0, 0.03, 1.2);
    }

    static PinnateBlade oak(Dice dice) {
        return new PinnateBlade(dice.uniform(0.5, 0.6), 0.9, 0.5, 5, 0.5, 0, 0.8);
    }

    @Override
    public double margin(double u, double v) {
        double across = Math.abs(v);
        double stalk = u < -0.2 ? -0.2 - u - across : 0.011 - across;
        if (u <= 0) return Math.max(u > -0.2 && u <= 0 ? stalk : -0.2 - across, Math.min(u, 0) - across);
        if (u >= 1) return 1 - u - across;
        double position = u * STEPS;
        int index = (int) position;
        double edge = Ramp.mix(halfWidth[index], halfWidth[index + 1], position - index);
        return Math.max(0.8 * (edge - across), u < 0.1 ? stalk : -1);
    }

    @Override
    public double vein(double u, double v) {
        double across = Math.abs(v);
        double midrib = 1 - Ramp.smooth(0.3, 1, across / (0.016 * (1.15 - u)));
        double phase = phase(u, v);
        double distance = Math.abs(phase - Math.rint(phase)) / veins;
        double side = 0.7 * (1 - Ramp.smooth(0.2, 1, distance / 0.009)) * (u > 0 ? 1 : 0);
        return Math.max(midrib, side);
    }

    @Override
    public double bulge(double u, double v) {
        double phase = phase(u, v);
        return 2 * (phase - Math.rint(phase));
    }

    /** Whole numbers on side veins, which leave the midrib in turns and rise towards the edge. */
    private double phase(double u, double v) {
        double across = Math.abs(v);
        return veins * (u - rise * across + 0.5 * across * across) + (v > 0 ? 0.25 : 0.6);
    }
}
