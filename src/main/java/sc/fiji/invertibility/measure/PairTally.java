package sc.fiji.invertibility.measure;

/** Collects inner products of pairs: the largest, and how they spread. Ties go to the first pair. */
final class PairTally {

    static final int BINS = 200;

    private Coherence.Pair signed;
    private Coherence.Pair absolute;
    private final long[] counts = new long[BINS];

    void add(int first, int second, double product) {
        counts[Histogram.bin(product, -1, 1, BINS)]++;
        if (signed == null || product > signed.product()) signed = new Coherence.Pair(first, second, product);
        if (absolute == null || Math.abs(product) > Math.abs(absolute.product()))
            absolute = new Coherence.Pair(first, second, product);
    }

    /** Both tallies together; this one is the earlier. */
    PairTally plus(PairTally later) {
        PairTally both = new PairTally();
        both.signed = later.signed == null || signed != null && signed.product() >= later.signed.product()
                ? signed
                : later.signed;
        both.absolute = later.absolute == null
                        || absolute != null && Math.abs(absolute.product()) >= Math.abs(later.absolute.product())
                ? absolute
                : later.absolute;
        for (int i = 0; i < BINS; i++) both.counts[i] = counts[i] + later.counts[i];
        return both;
    }

    Coherence coherence() {
        return new Coherence(signed, absolute, new Histogram(-1, 1, counts));
    }
}
