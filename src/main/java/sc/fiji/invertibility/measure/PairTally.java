package sc.fiji.invertibility.measure;

/** Collects inner products of pairs: the largest, and the distribution. Ties go to the first pair, row by row. */
final class PairTally {

    static final int BINS = 200;

    private Coherence.Pair signed;
    private Coherence.Pair absolute;
    private final long[] counts = new long[BINS];

    void add(int first, int second, double product) {
        counts[Histogram.bin(product, -1, 1, BINS)]++;
        if (signed == null || exceeds(first, second, product, signed.product(), signed))
            signed = new Coherence.Pair(first, second, product);
        if (absolute == null || exceeds(first, second, Math.abs(product), Math.abs(absolute.product()), absolute))
            absolute = new Coherence.Pair(first, second, product);
    }

    private static boolean exceeds(int first, int second, double value, double largest, Coherence.Pair holder) {
        boolean before = first < holder.first() || first == holder.first() && second < holder.second();
        return value > largest || value == largest && before;
    }

    Coherence coherence() {
        return new Coherence(signed, absolute, new Histogram(-1, 1, counts));
    }
}
