package sc.fiji.invertibility.compute.java;

/**
 * The transforms of F(4×4, 3×3), one axis of many tiles at a time: Bᵀ of 6 inputs, and Aᵀ of 6 products to 4 outputs.
 * Row n·step of each argument holds value n of all tiles. No loop has more than six arrays, for the reason that {@link
 * GemmKernel} gives.
 */
final class TransformF4x4 {

    /** Outputs of a tile along each axis. */
    static final int OUTPUTS = 4;

    /** Inputs of a tile along each axis. */
    static final int INPUTS = 6;

    private TransformF4x4() {}

    /** r = Bᵀ d. */
    static void input(float[][] d, int at, int step, float[][] r, int to, int stride) {
        float[] d1 = d[at + step], d2 = d[at + 2 * step], d3 = d[at + 3 * step], d4 = d[at + 4 * step];
        sumsAndDifferences(d4, d2, -4, d3, d1, 1, -4, r[to + stride], r[to + 2 * stride]);
        sumsAndDifferences(d4, d2, -1, d3, d1, 2, -2, r[to + 3 * stride], r[to + 4 * stride]);
        three(d[at], d2, d4, r[to]);
        three(d1, d3, d[at + 5 * step], r[to + 5 * stride]);
    }

    /** p, q = (a + v·b) ± (w·c + x·d). */
    private static void sumsAndDifferences(
            float[] a, float[] b, float v, float[] c, float[] d, float w, float x, float[] p, float[] q) {
        for (int j = 0; j < p.length; j++) {
            float even = a[j] + v * b[j], odd = w * c[j] + x * d[j];
            p[j] = even + odd;
            q[j] = even - odd;
        }
    }

    private static void three(float[] a, float[] b, float[] c, float[] r) {
        for (int j = 0; j < r.length; j++) r[j] = 4 * a[j] - 5 * b[j] + c[j];
    }

    /** r = Aᵀ m. */
    static void output(float[][] m, int at, int step, float[][] r, int to, int stride) {
        float[] m1 = m[at + step], m2 = m[at + 2 * step], m3 = m[at + 3 * step], m4 = m[at + 4 * step];
        all(m[at], m1, m2, m3, m4, r[to]);
        inner(m1, m2, m3, m4, r[to + stride], r[to + 2 * stride]);
        last(m1, m2, m3, m4, m[at + 5 * step], r[to + 3 * stride]);
    }

    private static void all(float[] m0, float[] m1, float[] m2, float[] m3, float[] m4, float[] r) {
        for (int j = 0; j < r.length; j++) r[j] = m0[j] + (m1[j] + m2[j]) + (m3[j] + m4[j]);
    }

    private static void inner(float[] m1, float[] m2, float[] m3, float[] m4, float[] p, float[] q) {
        for (int j = 0; j < p.length; j++) {
            float a = m1[j], b = m2[j], c = m3[j], d = m4[j];
            p[j] = (a - b) + 2 * (c - d);
            q[j] = (a + b) + 4 * (c + d);
        }
    }

    private static void last(float[] m1, float[] m2, float[] m3, float[] m4, float[] m5, float[] r) {
        for (int j = 0; j < r.length; j++) r[j] = (m1[j] - m2[j]) + 8 * (m3[j] - m4[j]) + m5[j];
    }
}
