package sc.fiji.invertibility.measure;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.DoubleStream;

/** What was measured of all draws, one number a draw and quantity. */
public final class RipSamples {

    private final Map<RipQuantity, DoubleStream.Builder> open = new EnumMap<>(RipQuantity.class);
    private final Map<RipQuantity, double[]> values = new EnumMap<>(RipQuantity.class);

    /** Starts without a draw. */
    public RipSamples() {}

    void add(RipQuantity quantity, double value) {
        open.computeIfAbsent(quantity, q -> DoubleStream.builder()).add(value);
    }

    /**
     * Returns the numbers of one quantity.
     *
     * @param quantity what was measured
     * @return one number a draw that it was measured of, in their order
     */
    public double[] values(RipQuantity quantity) {
        DoubleStream.Builder builder = open.remove(quantity);
        if (builder != null) {
            double[] before = values.getOrDefault(quantity, new double[0]);
            values.put(
                    quantity,
                    DoubleStream.concat(DoubleStream.of(before), builder.build())
                            .toArray());
        }
        return values.getOrDefault(quantity, new double[0]).clone();
    }

    /**
     * Returns mean and spread of one quantity.
     *
     * @param quantity what was measured
     * @return its moments over the draws
     */
    public Moments moments(RipQuantity quantity) {
        return Moments.of(values(quantity));
    }

    /**
     * The bound of Theorem 3.3 with the distortions that were seen. As only some codes were drawn, these are
     * lower bounds of the true δ_k and δ_2k, and so is the bound of the true one.
     *
     * @return fitted distortions and their bound
     */
    public DistortionBound bound() {
        double k = distortion(RipQuantity.SYNTHESIS);
        return new DistortionBound(k, Math.max(k, distortion(RipQuantity.SYNTHESIS_OF_SUMS)));
    }

    /** The smallest δ with (1 − δ)‖z‖² ≤ ‖Wᵀz‖² ≤ (1 + δ)‖z‖² for all draws. */
    private double distortion(RipQuantity ratio) {
        return DoubleStream.of(values(ratio))
                .map(r -> Math.abs(r * r - 1))
                .max()
                .orElse(0);
    }
}
