package sc.fiji.invertibility.measure;

import java.util.Arrays;
import java.util.SplittableRandom;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.sparse.BlockLimit;
import sc.fiji.invertibility.sparse.HostDictionary;

/**
 * Searches for the model-sparse codes whose norm Wᵀ changes most, which prove lower bounds of δ_k and δ_2k. A support
 * grows from one atom, the longest or shortest and then random ones, by those that make the worst vector on it worse by
 * themselves; then weak entries are exchanged, or the support follows the power method with 𝕄 in each step (Yuan and
 * Zhang, "Truncated power method for sparse eigenvalue problems", 2013), as long as that makes it worse. What is found
 * is a lower bound and no more: finding the worst support of all is NP-hard in general (Tillmann and Pfetsch, "The
 * computational complexity of the restricted isometry property", 2014).
 *
 * @param bank W; its bias is ignored
 * @param height rows of x
 * @param width columns of x
 * @param block side of a block of z, ≥ 1
 * @param k the number of non-zeros, ≥ 1
 * @param starts how many supports are grown for each end of the spectrum, each from another atom, ≥ 1
 * @param seed where they start
 */
public record DistortionSearch(FilterBank bank, int height, int width, int block, int k, int starts, long seed) {

    /**
     * Checks the parameters.
     *
     * @param bank W
     * @param height rows of x
     * @param width columns of x
     * @param block side of a block of z, ≥ 1
     * @param k the number of non-zeros, ≥ 1
     * @param starts how many supports are grown for each end of the spectrum, each from another atom, ≥ 1
     * @param seed where they start
     */
    public DistortionSearch {
        if (k < 1) throw new IllegalArgumentException("a code has at least one non-zero, not " + k);
        if (starts < 1) throw new IllegalArgumentException("the search needs at least one start, not " + starts);
    }

    /**
     * Searches for a lower bound of δ_k or δ_2k.
     *
     * @param engine where it filters
     * @param summands 1 for codes of ℳₖ, δ_k; 2 for sums of two of them, δ_2k
     * @param monitor is notified of every start
     * @return the bounds of both ends of the spectrum
     * @throws IllegalArgumentException if a code cannot have that many non-zeros
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     */
    public DistortionEnds search(Engine engine, int summands, Monitor monitor) {
        try (HostDictionary w = HostDictionary.of(engine, bank, height, width)) {
            BlockLimit limit = new BlockLimit(w.codes(), block, summands);
            if (k > new BlockLimit(w.codes(), block, 1).largest())
                throw new IllegalArgumentException("a code with one non-zero in each block of " + block
                        + " can have 1 to " + new BlockLimit(w.codes(), block, 1).largest() + " of them, not " + k);
            int size = (int) Math.min((long) summands * k, limit.largest());
            SplittableRandom random = new SplittableRandom(seed);
            int atoms = Math.toIntExact(w.codes().size());
            int[] firsts = random.ints(0, atoms)
                    .distinct()
                    .limit(Math.min(starts, atoms))
                    .toArray();
            float[] norms = squaredNorms(engine);
            Distortion stretched = null, shrunk = null;
            SupportSearch stretching = new SupportSearch(w, norms, limit, size, true);
            SupportSearch shrinking = new SupportSearch(w, norms, limit, size, false);
            for (int start = 0; start < firsts.length; start++) {
                monitor.check();
                // An atom that the border cuts off, or that is long, is a bad support by itself.
                Distortion larger = measured(stretching.from(start == 0 ? extreme(norms, 1) : firsts[start]));
                Distortion smaller = measured(shrinking.from(start == 0 ? extreme(norms, -1) : firsts[start]));
                if (stretched == null || larger.ratio() > stretched.ratio()) stretched = larger;
                if (shrunk == null || smaller.ratio() < shrunk.ratio()) shrunk = smaller;
                monitor.progress((start + 1.0) / firsts.length, null);
            }
            Distortion together = measured(stretching.fromAll(random));
            if (together.ratio() > stretched.ratio()) stretched = together;
            return new DistortionEnds(stretched, shrunk);
        }
    }

    /** The first atom of the largest ‖w‖², or with the sign −1 of the smallest. */
    private static int extreme(float[] norms, int sign) {
        int found = 0;
        for (int i = 1; i < norms.length; i++) if (sign * norms[i] > sign * norms[found]) found = i;
        return found;
    }

    /** ‖w‖² of each atom, which the border may cut off. */
    private float[] squaredNorms(Engine engine) {
        float[] squares = bank.weights();
        for (int i = 0; i < squares.length; i++) squares[i] *= squares[i];
        FilterBank squared = FilterBank.of(squares, bank.filters(), bank.filterChannels(), bank.height(), bank.width())
                .withStride(bank.stride())
                .withPadding(bank.padding())
                .withGroups(bank.groups());
        try (HostDictionary w = HostDictionary.of(engine, squared, height, width)) {
            float[] ones = new float[Math.toIntExact(w.signal().size())];
            Arrays.fill(ones, 1);
            return w.analyse(ones);
        }
    }

    /** Without the entries that a float rounds to zero, which prove nothing. */
    private Distortion measured(WorstVector found) {
        Witness witness = found.witness();
        float[] values = witness.values();
        int[] kept = new int[values.length];
        int count = 0;
        for (int i = 0; i < values.length; i++) if (values[i] != 0) kept[count++] = i;
        int[] support = new int[count];
        float[] nonzeros = new float[count];
        for (int i = 0; i < count; i++) {
            support[i] = witness.support()[kept[i]];
            nonzeros[i] = values[kept[i]];
        }
        Witness z = new Witness(witness.codes(), support, nonzeros);
        return new Distortion(z, z.ratio(bank, height, width));
    }
}
