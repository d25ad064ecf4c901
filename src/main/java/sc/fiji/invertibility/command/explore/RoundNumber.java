package sc.fiji.invertibility.command.explore;

/** Numbers that scales and bars end at. */
final class RoundNumber {

    private static final double[] DIGITS = {1, 2, 5, 10};

    private RoundNumber() {}

    /** The smallest of 1, 2 and 5 times a power of ten that is not less than a positive value. */
    static double atLeast(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double digit : DIGITS) if (digit * power >= value * (1 - 1e-9)) return digit * power;
        return 10 * power;
    }

    /** The largest of 1, 2 and 5 times a power of ten that is not more than a positive value. */
    static double atMost(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value * (1 + 1e-9))));
        double best = power;
        for (double digit : DIGITS) if (digit * power <= value * (1 + 1e-9)) best = digit * power;
        return best;
    }

    /** Its text, with as few digits as there are. */
    static String text(double value) {
        return value >= 1e6 || value < 1e-3 ? String.valueOf(value) : Settings.number((float) value);
    }
}
