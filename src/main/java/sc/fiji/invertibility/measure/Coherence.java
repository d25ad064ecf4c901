package sc.fiji.invertibility.measure;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.filters.BankSeeds;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;

/**
 * Coherence of a filter bank (section 4.4, table 3): the largest inner product of two distinct filters of unit norm,
 * without shifts. The paper defines it with absolute values, but prints signed ones; both are returned.
 *
 * @param signed the pair with the largest inner product
 * @param absolute the pair whose inner product has the largest magnitude
 * @param pairs the distribution of the inner products of all K(K − 1)/2 pairs over [−1, 1]
 */
public record Coherence(Pair signed, Pair absolute, Histogram pairs) {

    /**
     * Two filters.
     *
     * @param first the index of one, from 0
     * @param second the index of the other, &gt; first
     * @param product their inner product at unit norm, −1 … 1
     */
    public record Pair(int first, int second, double product) {}

    /**
     * Measures a bank. Filters of different groups see different channels, so their product is zero, as is that of a
     * filter that is zero.
     *
     * @param engine where the products are computed
     * @param bank at least two filters
     * @param monitor receives the progress
     * @return the coherence
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if the filters do not fit onto the device
     */
    public static Coherence of(Engine engine, FilterBank bank, Monitor monitor) {
        if (bank.filters() < 2)
            throw new IllegalArgumentException(
                    "coherence needs at least two filters, but the bank has only " + bank.filters());
        return new GramScan(bank).run(engine, monitor);
    }

    /**
     * Measures Gaussian banks of the same shape as a bank. As the coherence depends on inner products alone, they are
     * drawn in coordinates of their own, which takes a fraction of the numbers.
     *
     * @param engine where the products are computed
     * @param bank the bank whose shape is used, groups included
     * @param seeds the number of banks, ≥ 1
     * @param seed any number; those of the banks are hashes of it
     * @param monitor receives the progress
     * @return signed and absolute coherence over the banks
     */
    public static Random ofGaussian(Engine engine, FilterBank bank, int seeds, long seed, Monitor monitor) {
        if (seeds < 1) throw new IllegalArgumentException("the number of seeds must be at least 1, not " + seeds);
        List<Double> signed = new ArrayList<>(), absolute = new ArrayList<>();
        for (int i = 0; i < seeds; i++) {
            FilterBank random = GaussianFilters.inOwnCoordinates(
                            bank.filters(), bank.filterChannels() * bank.height() * bank.width(), BankSeeds.of(seed, i))
                    .withGroups(bank.groups());
            Coherence coherence = of(engine, random, monitor.part((double) i / seeds, (i + 1.0) / seeds));
            signed.add(coherence.signed.product());
            absolute.add(Math.abs(coherence.absolute.product()));
        }
        return new Random(signed, absolute);
    }

    /**
     * Coherence of random banks, one number a bank.
     *
     * @param signedMaxima the signed maxima
     * @param absoluteMaxima the absolute maxima
     */
    public record Random(List<Double> signedMaxima, List<Double> absoluteMaxima) {

        /**
         * Copies the numbers.
         *
         * @param signedMaxima the signed maxima
         * @param absoluteMaxima the absolute maxima
         */
        public Random {
            signedMaxima = List.copyOf(signedMaxima);
            absoluteMaxima = List.copyOf(absoluteMaxima);
        }

        /** {@return statistics of the signed maxima} */
        public Moments signed() {
            return moments(signedMaxima);
        }

        /** {@return statistics of the absolute maxima} */
        public Moments absolute() {
            return moments(absoluteMaxima);
        }

        /**
         * Where a number lies among the signed maxima.
         *
         * @param value the number
         * @return the percentage of banks whose signed maximum is less; those that are equal count half
         */
        public double signedPercentile(double value) {
            return percentile(signedMaxima, value);
        }

        /**
         * Where a number lies among the absolute maxima.
         *
         * @param value the number
         * @return the percentage of banks whose absolute maximum is less; those that are equal count half
         */
        public double absolutePercentile(double value) {
            return percentile(absoluteMaxima, value);
        }

        private static double percentile(List<Double> sample, double value) {
            double below = 0;
            for (double one : sample) below += one < value ? 1 : one == value ? 0.5 : 0;
            return 100 * below / sample.size();
        }

        private static Moments moments(List<Double> values) {
            return Moments.of(values.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }
}
