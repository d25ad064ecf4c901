package sc.fiji.invertibility.testimages;

/** Smooth and linear transitions. */
final class Ramp {
    private Ramp() {}

    static double clamp(double value) {
        return value < 0 ? 0 : value > 1 ? 1 : value;
    }

    /** 0 at {@code from} and before, 1 at {@code to} and after, smooth between. */
    static double smooth(double from, double to, double value) {
        double t = clamp((value - from) / (to - from));
        return t * t * (3 - 2 * t);
    }

    static double mix(double a, double b, double share) {
        return a + (b - a) * share;
    }
}
