package sc.fiji.invertibility.measure;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The measurements of all draws, one number per draw and quantity. */
public final class RipSamples {

    /** What was measured of one quantity, and with which bank. */
    private static final class Column {
        private final DoubleStream.Builder values = DoubleStream.builder();
        private final IntStream.Builder banks = IntStream.builder();
    }

    private final Map<RipQuantity, Column> open = new EnumMap<>(RipQuantity.class);
    private final Map<RipQuantity, double[]> values = new EnumMap<>(RipQuantity.class);
    private final Map<RipQuantity, int[]> banks = new EnumMap<>(RipQuantity.class);
    private int bank;

    /** Starts without any draws. */
    public RipSamples() {}

    /** What follows is measured with another bank. */
    void nextBank() {
        bank++;
    }

    void add(RipQuantity quantity, double value) {
        Column column = open.computeIfAbsent(quantity, q -> new Column());
        column.values.add(value);
        column.banks.add(bank);
    }

    /** Adds ‖x̂ − x‖/‖x‖: 0 of an x that is zero, as filters of zeros make it, and is reconstructed as such. */
    void addError(RipQuantity quantity, double squaredError, double xNorm) {
        add(quantity, squaredError == 0 ? 0 : Math.sqrt(squaredError) / xNorm);
    }

    /**
     * Returns the numbers of one quantity.
     *
     * @param quantity the quantity
     * @return one number for each draw for which it was measured, in order
     */
    public double[] values(RipQuantity quantity) {
        gather(quantity);
        return values.getOrDefault(quantity, new double[0]).clone();
    }

    /**
     * Returns the bank of each of the {@linkplain #values numbers} of one quantity.
     *
     * @param quantity the quantity
     * @return an index for each draw for which it was measured, in order, from 0
     */
    public int[] banks(RipQuantity quantity) {
        gather(quantity);
        return banks.getOrDefault(quantity, new int[0]).clone();
    }

    private void gather(RipQuantity quantity) {
        Column column = open.remove(quantity);
        if (column == null) return;
        values.merge(
                quantity,
                column.values.build().toArray(),
                (a, b) -> DoubleStream.concat(DoubleStream.of(a), DoubleStream.of(b))
                        .toArray());
        banks.merge(
                quantity,
                column.banks.build().toArray(),
                (a, b) -> IntStream.concat(IntStream.of(a), IntStream.of(b)).toArray());
    }

    /**
     * Returns the mean of one quantity with its standard error, where draws of one bank count as one cluster.
     *
     * @param quantity a quantity that was measured
     * @return its mean
     */
    public ClusteredMean mean(RipQuantity quantity) {
        return ClusteredMean.of(values(quantity), banks(quantity));
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
     * The bound of Theorem 3.3 with the observed distortions. All of these are lower bounds of the true δ_k and δ_2k:
     * |‖Wᵀz‖²/‖z‖² − 1|, |‖W_ΩWᵀz‖/‖z‖ − 1|, the relative error with known support, which is at most
     * ‖W_ΩW_Ωᵀ − I‖, and for δ_2k the interaction with a support apart (Lemma B.2). The bound that they give is
     * therefore no upper bound of errors, but smaller than that of the theorem.
     *
     * @return the observed distortions and their bound
     */
    public DistortionBound bound() {
        double k = Math.max(distortion(RipQuantity.SYNTHESIS), largest(RipQuantity.ERROR_SUPPORT_KNOWN, 0));
        k = Math.max(k, largest(RipQuantity.ON_SUPPORT, 1));
        double sums = Math.max(distortion(RipQuantity.SYNTHESIS_OF_SUMS), largest(RipQuantity.INTERACTION, 0));
        return new DistortionBound(k, Math.max(k, sums));
    }

    /** The largest distance of a quantity from a number. */
    private double largest(RipQuantity quantity, double from) {
        return DoubleStream.of(values(quantity))
                .map(value -> Math.abs(value - from))
                .max()
                .orElse(0);
    }

    /** The smallest δ with (1 − δ)‖z‖² ≤ ‖Wᵀz‖² ≤ (1 + δ)‖z‖² for all draws. */
    private double distortion(RipQuantity ratio) {
        return DoubleStream.of(values(ratio))
                .map(r -> Math.abs(r * r - 1))
                .max()
                .orElse(0);
    }
}
