package sc.fiji.invertibility.compute.java;

/**
 * The inner loops of all filtering. Four inputs, one output, one store a pass: the shape that HotSpot's
 * compiler turns into vector code on Java 17 (more arrays or more stores fall back to scalar code).
 */
final class TapSum {

    private TapSum() {}

    /** sums[j] += Σ weights[i] · values[offsets[i] + j], in the order of the taps. */
    static void add(float[] sums, float[] values, int[] offsets, float[] weights) {
        int i = 0;
        for (; i + 3 < weights.length; i += 4)
            four(
                    sums,
                    values,
                    offsets[i],
                    offsets[i + 1],
                    offsets[i + 2],
                    offsets[i + 3],
                    weights[i],
                    weights[i + 1],
                    weights[i + 2],
                    weights[i + 3]);
        for (; i < weights.length; i++) one(sums, values, offsets[i], weights[i]);
    }

    private static void four(
            float[] c, float[] b, int o0, int o1, int o2, int o3, float a0, float a1, float a2, float a3) {
        for (int j = 0; j < c.length; j++)
            c[j] = Math.fma(
                    a3, b[o3 + j], Math.fma(a2, b[o2 + j], Math.fma(a1, b[o1 + j], Math.fma(a0, b[o0 + j], c[j]))));
    }

    private static void one(float[] c, float[] b, int o0, float a0) {
        for (int j = 0; j < c.length; j++) c[j] = Math.fma(a0, b[o0 + j], c[j]);
    }
}
