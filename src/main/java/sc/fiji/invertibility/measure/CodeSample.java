package sc.fiji.invertibility.measure;

import sc.fiji.invertibility.compute.SparseCode;
import sc.fiji.invertibility.compute.UnitList;

/**
 * One drawn code as the host knows it.
 *
 * @param code z
 * @param norm ‖z‖
 * @param product ⟨z, z₋₁⟩ with the previous draw; 0 for the first one
 */
record CodeSample(SparseCode code, double norm, double product) {

    static CodeSample of(SparseCode code, SparseCode before) {
        double squares = 0;
        for (float value : code.units().values()) squares += (double) value * value;
        if (squares == 0) throw new IllegalArgumentException("the ratio of norms is undefined for a code that is zero");
        return new CodeSample(code, Math.sqrt(squares), before == null ? 0 : product(code.units(), before.units()));
    }

    int nonzeros() {
        return code.units().size();
    }

    /** How many of these non-zeros another code has not at the same block and position. */
    int missedBy(SparseCode other) {
        UnitList z = code.units(), found = other.units();
        int common = 0;
        for (int i = 0, j = 0; i < z.size() && j < found.size(); ) {
            int left = z.indices()[i], right = found.indices()[j];
            if (left == right && z.switches()[i] == found.switches()[j]) common++;
            i += left <= right ? 1 : 0;
            j += right <= left ? 1 : 0;
        }
        return z.size() - common;
    }

    /** ‖z + z₋₁‖². */
    double squaredSum(CodeSample before) {
        return norm * norm + 2 * product + before.norm * before.norm;
    }

    /**
     * The inner product of two codes whose units ascend; units at different positions of a block contribute nothing.
     */
    private static double product(UnitList a, UnitList b) {
        int[] of = a.indices(), with = b.indices();
        double sum = 0;
        for (int i = 0, j = 0; i < of.length && j < with.length; ) {
            int left = of[i], right = with[j];
            if (left == right && a.switches()[i] == b.switches()[j]) sum += (double) a.values()[i] * b.values()[j];
            // Without branches, since which of the two is smaller is unpredictable.
            i += left <= right ? 1 : 0;
            j += right <= left ? 1 : 0;
        }
        return sum;
    }
}
