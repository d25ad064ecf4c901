package sc.fiji.invertibility.testimages;

/** Seeded randomness (SplitMix64) that gives the same numbers on every Java version and machine. */
final class Dice {
    private long state;

    Dice(long seed) {
        state = seed;
    }

    /** The SplitMix64 finaliser: a hash of 64 bits. */
    static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Uniform in [0, 1). */
    double uniform() {
        state += 0x9E3779B97F4A7C15L;
        return (mix(state) >>> 11) * 0x1p-53;
    }

    double uniform(double from, double to) {
        return from + (to - from) * uniform();
    }

    int below(int bound) {
        return (int) (uniform() * bound);
    }

    double angle() {
        return uniform(0, 2 * StrictMath.PI);
    }

    double gaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
        return radius * StrictMath.cos(angle());
    }

    /** A Poisson count; past 40 its normal approximation, which no eye or histogram tells apart. */
    double poisson(double mean) {
        if (mean > 40) return StrictMath.max(0, StrictMath.rint(mean + StrictMath.sqrt(mean) * gaussian()));
        double limit = StrictMath.exp(-mean);
        int count = 0;
        for (double product = uniform(); product > limit; product *= uniform()) count++;
        return count;
    }

    /** A size between the two with density size⁻³: what makes dead leaves scale-invariant, as photographs are. */
    double scaleInvariantSize(double smallest, double largest) {
        double a = 1 / (smallest * smallest);
        double b = 1 / (largest * largest);
        return 1 / StrictMath.sqrt(a - uniform() * (a - b));
    }
}
