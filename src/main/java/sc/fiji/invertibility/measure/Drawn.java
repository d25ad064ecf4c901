package sc.fiji.invertibility.measure;

import sc.fiji.invertibility.compute.Code;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Pooled;

/**
 * One draw: a code and the signal that it makes.
 *
 * @param code z on the heap
 * @param z on the device
 * @param norm ‖z‖
 * @param x Wᵀz
 * @param xNorm ‖x‖
 */
record Drawn(Code code, Pooled z, double norm, FeatureMap x, double xNorm) {

    static Drawn of(Code code, Pooled z, FeatureMap x, double xNorm) {
        double squares = 0;
        for (float value : code.values()) squares += (double) value * value;
        if (squares == 0) throw new IllegalArgumentException("a code that is zero has no ratio of norms");
        return new Drawn(code, z, Math.sqrt(squares), x, xNorm);
    }

    long nonzeros() {
        long count = 0;
        for (float value : code.values()) if (value != 0) count++;
        return count;
    }

    /**
     * ‖x̂ − x‖/‖x‖.
     *
     * @param squaredDistance ‖x̂ − x‖²
     */
    double error(double squaredDistance) {
        return Math.sqrt(squaredDistance) / xNorm;
    }

    /**
     * ‖Wᵀ(z + other)‖/‖z + other‖, from the two signals by linearity.
     *
     * @param signals ⟨x, other.x⟩
     */
    double ratioOfSum(Drawn other, double signals) {
        double signal = xNorm * xNorm + 2 * signals + other.xNorm * other.xNorm;
        double sum = norm * norm + 2 * product(other) + other.norm * other.norm;
        return Math.sqrt(Math.max(0, signal) / sum);
    }

    private double product(Drawn other) {
        float[] a = code.values(), b = other.code.values();
        int[] at = code.switches(), bt = other.code.switches();
        double sum = 0;
        for (int i = 0; i < a.length; i++) if (at[i] == bt[i]) sum += (double) a[i] * b[i];
        return sum;
    }
}
