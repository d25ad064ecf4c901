package sc.fiji.invertibility.compute.java;

/**
 * The inner loop of all filtering. Five arrays that all start at index 0, one of them stored to: the
 * shape that HotSpot's compiler turns into vector code on Java 17. Offsets into an array, more arrays or
 * more stores fall back to scalar code, five times slower. Multiplications and additions are written
 * apart because {@link Math#fma} is far slower than either on processors that lack the instruction.
 */
final class TapSum {

    /** Inputs of one pass. */
    static final int WIDTH = 4;

    private TapSum() {}

    /** c[j] += a0·b0[j] + a1·b1[j] + a2·b2[j] + a3·b3[j] for all j of c. */
    static void add(float[] c, float[] b0, float[] b1, float[] b2, float[] b3, float a0, float a1, float a2, float a3) {
        for (int j = 0; j < c.length; j++) c[j] += a0 * b0[j] + a1 * b1[j] + a2 * b2[j] + a3 * b3[j];
    }
}
