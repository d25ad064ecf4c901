package sc.fiji.invertibility.measure;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import sc.fiji.invertibility.sparse.BlockLimit;
import sc.fiji.invertibility.sparse.HostDictionary;

/**
 * Grows one bad support.
 *
 * @param w the atoms
 * @param norms ‖w‖² of each
 * @param limit how many of them a block can have
 * @param size the number of atoms to reach
 * @param stretching whether the norm is to grow, else to shrink
 */
record SupportSearch(HostDictionary w, float[] norms, BlockLimit limit, int size, boolean stretching) {

    /** Krylov dimensions while a support grows, and in the end. */
    private static final int STEPS = 6, LAST_STEPS = 24;

    /** Supports up to this size grow by a fourth, larger ones by half. */
    private static final int SMALL = 64;

    private static final int MOST_EXCHANGES = 12, MOST_POWER_STEPS = 60;

    /** A smaller relative gain ends the exchanges. */
    private static final double GAIN = 1e-4;

    /** Begins with one atom. */
    WorstVector from(int atom) {
        WorstVector worst = onSupport(new int[] {atom}, new double[] {1}, 1);
        while (worst.support().length < size) {
            int now = worst.support().length;
            int more = Math.min(size - now, Math.max(1, now < SMALL ? now / 4 : now / 2));
            WorstVector grown = grown(worst, more, STEPS);
            if (grown.support().length == now) break;
            worst = grown;
        }
        return refined(worst);
    }

    /** Begins with a signal that all atoms together make large, found by the power method. */
    WorstVector fromAll(SplittableRandom random) {
        float[] x = new float[Math.toIntExact(w.signal().size())];
        for (int i = 0; i < x.length; i++) x[i] = (float) (2 * random.nextDouble() - 1);
        int[] all = IntStream.range(0, Math.toIntExact(w.codes().size())).toArray();
        for (int i = 0; i < STEPS; i++) x = normalised(w.synthesise(all, w.analyse(all, x)));
        return refined(powerStep(x, STEPS));
    }

    private WorstVector refined(WorstVector worst) {
        WorstVector best = worst;
        if (stretching)
            for (int i = 0; i < MOST_POWER_STEPS; i++) {
                WorstVector next = powerStep(best.image(), 2);
                if (!clearlyWorse(next, best)) break;
                best = next;
            }
        for (int i = 0; i < MOST_EXCHANGES; i++) {
            WorstVector next = exchanged(best);
            if (!clearlyWorse(next, best)) break;
            best = next;
        }
        WorstVector last = onSupport(best.support(), best.values(), LAST_STEPS);
        return badness(last) > badness(best) ? last : best;
    }

    /** The best support for a signal, and the worst vector on it. */
    private WorstVector powerStep(float[] x, int steps) {
        float[] h = w.analyse(x);
        int[] support = limit.best(h, size);
        return onSupport(support, IntStream.of(support).mapToDouble(i -> h[i]).toArray(), steps);
    }

    /** Gives up the fifth of the support that matters least, and grows again. */
    private WorstVector exchanged(WorstVector from) {
        int count = from.support().length, kept = count - Math.max(1, count / 5);
        if (kept < 1) return from;
        int[] strong = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -Math.abs(from.values()[i])))
                .limit(kept)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
        int[] support = IntStream.of(strong).map(i -> from.support()[i]).toArray();
        double[] values =
                IntStream.of(strong).mapToDouble(i -> from.values()[i]).toArray();
        WorstVector worst = onSupport(support, values, STEPS);
        while (worst.support().length < count) {
            int now = worst.support().length;
            WorstVector grown = grown(worst, Math.min(count - now, Math.max(1, count / 16)), STEPS);
            if (grown.support().length == now) return from;
            worst = grown;
        }
        return onSupport(worst.support(), worst.values(), 2 * STEPS);
    }

    /** Adds the atoms that make the worst vector worst, each together with that vector alone. */
    private WorstVector grown(WorstVector worst, int more, int steps) {
        float[] h = w.analyse(worst.image());
        int[] support = limit.extended(scores(worst.ratio(), h), worst.support(), more);
        double[] start = new double[support.length];
        for (int i = 0, old = 0; i < support.length; i++)
            if (old < worst.support().length && worst.support()[old] == support[i]) start[i] = worst.values()[old++];
            else start[i] = (stretching ? 1 : -1) * h[support[i]];
        return onSupport(support, start, steps);
    }

    /** How far the extreme eigenvalue of [ρ, h; h, ‖w‖²] is from ρ, for each atom w and its product h with Wᵀz. */
    private float[] scores(double ratio, float[] h) {
        float[] scores = new float[h.length];
        for (int i = 0; i < h.length; i++) {
            double half = (stretching ? norms[i] - ratio : ratio - norms[i]) / 2;
            scores[i] = (float) (half + Math.hypot(half, h[i]));
        }
        return scores;
    }

    private WorstVector onSupport(int[] support, double[] start, int steps) {
        Lanczos krylov = Lanczos.of(z -> w.analyse(support, w.synthesise(support, z)), start, steps);
        double[] z = stretching ? krylov.largest() : krylov.least();
        return new WorstVector(
                support,
                z,
                stretching ? krylov.largestValue() : krylov.smallestValue(),
                w.synthesise(support, z),
                w.codes());
    }

    private double badness(WorstVector vector) {
        return stretching ? vector.ratio() : -vector.ratio();
    }

    private boolean clearlyWorse(WorstVector next, WorstVector before) {
        return badness(next) > badness(before) + GAIN * Math.abs(before.ratio());
    }

    private static float[] normalised(float[] x) {
        double squares = 0;
        for (float value : x) squares += (double) value * value;
        float factor = (float) (1 / Math.sqrt(squares));
        float[] result = new float[x.length];
        for (int i = 0; i < x.length; i++) result[i] = x[i] * factor;
        return result;
    }
}
