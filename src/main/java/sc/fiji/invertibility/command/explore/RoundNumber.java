package sc.fiji.invertibility.command.explore;

/** Round numbers for the ends of scales and bars. */
final class RoundNumber {

    private static final double[] DIGITS = {1, 2, 5, 10};

    private RoundNumber() {}

    /** The smallest 1, 2 or 5 times a power of ten that is not less than a positive value. */
    static double atLeast(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double digit : DIGITS) if (digit * power >= value * (1 - 1e-9)) return digit * power;
        return 10 * power;
    }

    /** The largest 1, 2 or 5 times a power of ten that is not more than a positive value. */
    static double atMost(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value * (1 + 1e-9))));
        double best = power;
        for (double digit : DIGITS) if (digit * power <= value * (1 + 1e-9)) best = digit * power;
        return best;
    }

    /** The number as text, with as few digits as possible. */
    static String text(double value) {
        return value >= 1e6 || value < 1e-3 ? String.valueOf(value) : Settings.number((float) value);
    }
}
