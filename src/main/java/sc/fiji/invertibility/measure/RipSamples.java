package sc.fiji.invertibility.measure;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.DoubleStream;

/** The measurements of all draws, one number per draw and quantity. */
public final class RipSamples {

    private final Map<RipQuantity, DoubleStream.Builder> open = new EnumMap<>(RipQuantity.class);
    private final Map<RipQuantity, double[]> values = new EnumMap<>(RipQuantity.class);

    /** Starts without any draws. */
    public RipSamples() {}

    void add(RipQuantity quantity, double value) {
        open.computeIfAbsent(quantity, q -> DoubleStream.builder()).add(value);
    }

    /**
     * Returns the numbers of one quantity.
     *
     * @param quantity the quantity
     * @return one number for each draw for which it was measured, in order
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
     * @param quantity the quantity
     * @return its moments over the draws
     */
    public Moments moments(RipQuantity quantity) {
        return Moments.of(values(quantity));
    }

    /**
     * The bound of Theorem 3.3 with the observed distortions. Since only some codes were drawn, these are lower bounds
     * of the true δ_k and δ_2k, and the bound is a lower bound of the true one.
     *
     * @return the observed distortions and their bound
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
