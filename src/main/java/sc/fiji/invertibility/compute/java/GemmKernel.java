package sc.fiji.invertibility.compute.java;

import java.lang.management.ManagementFactory;

/**
 * The inner loops of all dense convolutions: rows of sums += a few weights × as many rows of inputs.
 *
 * <p>HotSpot's compilers, from that of Java 17 on, turn a loop into vector code if it has at most six arrays, all read
 * at the loop's own index, and about nine multiplications; with eight arrays, or with offsets into one, the loop stays
 * scalar and is five times slower. Nor must the loop be inlined into another one; its length prevents that, since a
 * method of more than 325 bytes of bytecode is never inlined. Three by three rows need six loads and three stores for
 * nine multiplications, so that arithmetic is the limit and not the first-level cache.
 */
final class GemmKernel {

    /** Rows of sums that are processed together. */
    static final int ROWS = 6;

    /** Rows of inputs that are added at a time. */
    static final int DEPTH = 3;

    /** Floats per vector. */
    private static final int VECTOR = 16;

    /** The header of an array, in floats. */
    private static final int HEADER = 4;

    /** On processors without a fused multiply-add, {@link Math#fma} is emulated with decimal arithmetic. */
    static final boolean FUSED = fuses();

    private GemmKernel() {}

    /**
     * Allocates rows of at least a given length. Allocated one after the other, and with a length that makes whole
     * vectors together with the array's header, they are all aligned alike, which avoids loads across cache lines.
     */
    static float[][] scratch(int rows, int length) {
        return new float[rows][length(length)];
    }

    /** The length of the rows that are allocated for a given length. */
    static int length(int least) {
        return filledUp(least + HEADER, VECTOR) - HEADER;
    }

    /**
     * The number of rows to process for a given number: a few surplus rows in one call cost less than separate calls
     * for the last ones.
     */
    static int withSpare(int rows) {
        return rows % ROWS < ROWS / 2 ? rows : filledUp(rows, ROWS);
    }

    /** Rounds up to a multiple. */
    static int filledUp(int length, int unit) {
        return (length + unit - 1) / unit * unit;
    }

    /**
     * c[i] += Σ a[o + i − first][at + k] · b[top + k] for i from first to end − 1 and k below depth, a multiple of
     * {@link #DEPTH}.
     */
    static void add(float[][] c, int first, int end, float[][] b, int top, int depth, float[][] a, int o, int at) {
        int i = first;
        for (; FUSED && i + ROWS <= end; i += ROWS)
            for (int k = 0; k < depth; k += DEPTH) six(c, i, b, top + k, a, o + i - first, at + k);
        addSingly(c, i, end, b, top, depth, a, o + i - first, at);
    }

    /** The same, one row after the other: for the last rows, and where multiply-add is not fused. */
    static void addSingly(
            float[][] c, int first, int end, float[][] b, int top, int depth, float[][] a, int o, int at) {
        for (int i = first; i < end; i++) {
            float[] weights = a[o + i - first];
            for (int k = 0; k < depth; k += DEPTH) {
                float a0 = weights[at + k], a1 = weights[at + k + 1], a2 = weights[at + k + 2];
                one(c[i], b[top + k], b[top + k + 1], b[top + k + 2], a0, a1, a2);
            }
        }
    }

    private static void six(float[][] c, int i, float[][] b, int k, float[][] a, int o, int at) {
        float[] b0 = b[k], b1 = b[k + 1], b2 = b[k + 2];
        int length = b0.length;
        float[] c0 = c[i], c1 = c[i + 1], c2 = c[i + 2];
        float[] u = a[o], v = a[o + 1], w = a[o + 2];
        float u0 = u[at], u1 = u[at + 1], u2 = u[at + 2];
        float v0 = v[at], v1 = v[at + 1], v2 = v[at + 2];
        float w0 = w[at], w1 = w[at + 1], w2 = w[at + 2];
        for (int j = 0; j < length; j++) {
            float x0 = b0[j], x1 = b1[j], x2 = b2[j];
            c0[j] = Math.fma(u2, x2, Math.fma(u1, x1, Math.fma(u0, x0, c0[j])));
            c1[j] = Math.fma(v2, x2, Math.fma(v1, x1, Math.fma(v0, x0, c1[j])));
            c2[j] = Math.fma(w2, x2, Math.fma(w1, x1, Math.fma(w0, x0, c2[j])));
        }
        float[] c3 = c[i + 3], c4 = c[i + 4], c5 = c[i + 5];
        float[] p = a[o + 3], q = a[o + 4], r = a[o + 5];
        float p0 = p[at], p1 = p[at + 1], p2 = p[at + 2];
        float q0 = q[at], q1 = q[at + 1], q2 = q[at + 2];
        float r0 = r[at], r1 = r[at + 1], r2 = r[at + 2];
        for (int j = 0; j < length; j++) {
            float x0 = b0[j], x1 = b1[j], x2 = b2[j];
            c3[j] = Math.fma(p2, x2, Math.fma(p1, x1, Math.fma(p0, x0, c3[j])));
            c4[j] = Math.fma(q2, x2, Math.fma(q1, x1, Math.fma(q0, x0, c4[j])));
            c5[j] = Math.fma(r2, x2, Math.fma(r1, x1, Math.fma(r0, x0, c5[j])));
        }
    }

    private static void one(float[] c, float[] b0, float[] b1, float[] b2, float a0, float a1, float a2) {
        for (int j = 0; j < c.length; j++) c[j] += a0 * b0[j] + a1 * b1[j] + a2 * b2[j];
    }

    private static boolean fuses() {
        try {
            return Boolean.parseBoolean(
                    ManagementFactory.getPlatformMXBean(com.sun.management.HotSpotDiagnosticMXBean.class)
                            .getVMOption("UseFMA")
                            .getValue());
        } catch (IllegalArgumentException | NullPointerException | LinkageError e) {
            return true;
        }
    }
}
