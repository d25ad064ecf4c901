package sc.fiji.invertibility.compute.java;

/**
 * The inner loop for sparse codes: one row of sums += some terms, each a value times a row of weights. Four terms at a
 * time need five arrays, which HotSpot turns into vector code (see {@link GemmKernel}). Every sum takes its terms in
 * their order, also across calls, so on processors with a fused multiply-add the result does not depend on how they are
 * split.
 */
final class SparseGemmKernel {

    /** Terms that are added at a time; lists of terms are padded to a multiple. */
    static final int TERMS = 4;

    private SparseGemmKernel() {}

    /**
     * c[j] += Σ values[i] · b[rows[i]][j] for i from first to end − 1, or, with zeros, to the next multiple of {@link
     * #TERMS}.
     */
    static void add(float[] c, float[][] b, int[] rows, float[] values, int first, int end) {
        for (int i = first; i < end; i += TERMS) {
            float[] b0 = b[rows[i]], b1 = b[rows[i + 1]], b2 = b[rows[i + 2]], b3 = b[rows[i + 3]];
            float a0 = values[i], a1 = values[i + 1], a2 = values[i + 2], a3 = values[i + 3];
            if (GemmKernel.FUSED) fused(c, b0, b1, b2, b3, a0, a1, a2, a3);
            else apart(c, b0, b1, b2, b3, a0, a1, a2, a3);
        }
    }

    private static void fused(
            float[] c, float[] b0, float[] b1, float[] b2, float[] b3, float a0, float a1, float a2, float a3) {
        for (int j = 0; j < c.length; j++)
            c[j] = Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j], c[j]))));
    }

    /** The same, where multiply-add is not fused. */
    static void apart(
            float[] c, float[] b0, float[] b1, float[] b2, float[] b3, float a0, float a1, float a2, float a3) {
        for (int j = 0; j < c.length; j++) c[j] += a0 * b0[j] + a1 * b1[j] + a2 * b2[j] + a3 * b3[j];
    }
}
