package sc.fiji.invertibility.bench.torch;

import java.util.Locale;

/** How the products of 32-bit floats are computed. */
public enum Precision {
    /** Exactly, and rounded to 24 bits. */
    FP32,
    /** Of factors that are rounded to 11 bits, on tensor cores. */
    TF32;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
