package sc.fiji.invertibility.compute.java;

/**
 * The transforms of F(2×2, 3×3), one axis of all channels at a time: Bᵀ of 4 inputs, and Aᵀ of 4 products to 2 outputs.
 * Each argument is an array of rows; as many are processed together as {@link GemmKernel} allows.
 */
final class TransformF2x2 {

    private TransformF2x2() {}

    /** p, q, r, s = Bᵀ (a, b, c, d). */
    static void input(float[] a, float[] b, float[] c, float[] d, float[] p, float[] q, float[] r, float[] s) {
        for (int j = 0; j < p.length; j++) {
            p[j] = a[j] - c[j];
            q[j] = b[j] + c[j];
            r[j] = c[j] - b[j];
        }
        for (int j = 0; j < s.length; j++) s[j] = b[j] - d[j];
    }

    /** p, q = Aᵀ (a, b, c, d). */
    static void output(float[] a, float[] b, float[] c, float[] d, float[] p, float[] q) {
        for (int j = 0; j < p.length; j++) {
            p[j] = a[j] + (b[j] + c[j]);
            q[j] = b[j] - (c[j] + d[j]);
        }
    }
}
