package sc.fiji.invertibility.sparse;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Greedy recoveries of a model-sparse code from x = Wᵀz, with at most one non-zero in each block.
 *
 * @param w W
 * @param limit which positions may be non-zero together
 * @param k the number of non-zeros, ≥ 1
 */
record GreedyPursuit(HostDictionary w, BlockLimit limit, int k) {

    private static final int FIT_ITERATIONS = 60, MOST_ITERATIONS = 40;

    private static final double TOLERANCE = 1e-6;

    /** A residual of this part of x is zero up to rounding. */
    private static final double NOTHING = 1e-5;

    /** Orthogonal matching pursuit (Pati, Rezaiifar and Krishnaprasad 1993): one atom at a time. */
    FoundCode orthogonalMatching(float[] x) {
        HostLeastSquares fit = fit();
        FoundCode z = FoundCode.ZERO;
        float[] residual = x;
        while (z.support().length < k && !negligible(residual, x)) {
            int[] support = limit.extended(w.analyse(residual), z.support(), 1);
            if (support.length == z.support().length) break;
            z = fit.solve(x, onSupport(z, support));
            residual = fit.residual(x, z);
        }
        return z;
    }

    /**
     * Model-based compressive sampling matching pursuit (Needell and Tropp 2009; Baraniuk et al. 2010): 2k atoms are
     * added at a time, and all but the best k dropped again, as long as that reduces the residual.
     */
    FoundCode compressiveSampling(float[] x) {
        HostLeastSquares fit = fit();
        BlockLimit sums = new BlockLimit(limit.codes(), limit.block(), 2 * limit.most());
        FoundCode z = FoundCode.ZERO;
        float[] residual = x;
        for (int i = 0; i < MOST_ITERATIONS && !negligible(residual, x); i++) {
            int[] merged = IntStream.concat(
                            IntStream.of(sums.best(w.analyse(residual), 2 * k)), IntStream.of(z.support()))
                    .sorted()
                    .distinct()
                    .toArray();
            FoundCode next = pruned(fit.solve(x, onSupport(z, merged)));
            float[] left = fit.residual(x, next);
            if (HostLeastSquares.squares(left) >= HostLeastSquares.squares(residual)) break;
            z = next;
            residual = left;
        }
        return z;
    }

    private HostLeastSquares fit() {
        return new HostLeastSquares(w, FIT_ITERATIONS, TOLERANCE);
    }

    private static boolean negligible(float[] residual, float[] x) {
        return HostLeastSquares.squares(residual) <= NOTHING * NOTHING * HostLeastSquares.squares(x);
    }

    private FoundCode pruned(FoundCode z) {
        float[] dense = new float[Math.toIntExact(w.codes().size())];
        for (int i = 0; i < z.support().length; i++) dense[z.support()[i]] = (float) z.values()[i];
        return onSupport(z, limit.best(dense, k));
    }

    /** The values of a code on another support. */
    private static FoundCode onSupport(FoundCode z, int[] support) {
        double[] values = new double[support.length];
        for (int i = 0; i < support.length; i++) {
            int old = Arrays.binarySearch(z.support(), support[i]);
            if (old >= 0) values[i] = z.values()[old];
        }
        return new FoundCode(support, values);
    }
}
