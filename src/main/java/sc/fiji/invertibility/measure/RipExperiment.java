package sc.fiji.invertibility.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.BankSeeds;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;

/**
 * The model-RIP over random codes of one or more banks. The draws are divided evenly among the banks.
 *
 * @param banks returns the bank of a seed
 * @param count the number of banks, ≥ 1
 * @param height rows of x
 * @param width columns of x
 * @param block side of a pooling block
 * @param nonzeros k
 * @param draws the number of codes, for all banks together, ≥ 1
 * @param iterated how many of each bank's draws are followed through ten iterations
 * @param seed the seed of filters and codes
 */
public record RipExperiment(
        LongFunction<FilterBank> banks,
        int count,
        int height,
        int width,
        int block,
        long nonzeros,
        int draws,
        int iterated,
        long seed) {

    /** Draws of a 2-d experiment that are followed through ten iterations, for all banks together. */
    public static final int ITERATED_2D = 20;

    /**
     * Creates an experiment.
     *
     * @param banks returns the bank of a seed
     * @param count the number of banks, ≥ 1
     * @param height rows of x
     * @param width columns of x
     * @param block side of a pooling block
     * @param nonzeros k
     * @param draws the number of codes, for all banks together, ≥ 1
     * @param iterated how many of each bank's draws are followed through ten iterations
     * @param seed the seed of filters and codes
     */
    public RipExperiment {
        if (draws < 1) throw new IllegalArgumentException("the number of draws must be at least 1, not " + draws);
        if (count < 1 || count > draws)
            throw new IllegalArgumentException(
                    "the number of banks must be from 1 to the number of draws, " + draws + ", not " + count);
    }

    /**
     * Section 4.2: Gaussian filters scaled by 1/√(ℓM), without padding, one block per filter.
     *
     * @param filters K
     * @param channels M
     * @param size ℓ
     * @param length D ≥ ℓ
     * @param nonzeros k, 1 … K
     * @param draws the number of codes
     * @param banks the number of filter banks
     * @param seed any number
     * @return the experiment
     */
    public static RipExperiment oneDimensional(
            int filters, int channels, int size, int length, int nonzeros, int draws, int banks, long seed) {
        if (length < size)
            throw new IllegalArgumentException(
                    "a signal of length " + length + " is shorter than its filters of " + size);
        return new RipExperiment(
                s -> GaussianFilters.rectangular(filters, channels, 1, size, s).withPadding(Padding.VALID),
                banks,
                1,
                length,
                length - size + 1,
                nonzeros,
                draws,
                draws,
                seed);
    }

    /**
     * Section 4.4: filters of unit norm on D×D maps, pooled in small blocks.
     *
     * @param banks returns the bank of a seed; its filters are scaled to unit norm
     * @param count the number of banks; 1 for a given bank
     * @param side D
     * @param block side of a pooling block
     * @param nonzeros k
     * @param draws the number of codes
     * @param seed any number
     * @return the experiment
     */
    public static RipExperiment twoDimensional(
            LongFunction<FilterBank> banks, int count, int side, int block, long nonzeros, int draws, long seed) {
        int iterated = Math.max(1, ITERATED_2D / count);
        return new RipExperiment(
                s -> banks.apply(s).normalised(), count, side, side, block, nonzeros, draws, iterated, seed);
    }

    /**
     * Returns the k that corresponds to a given sparsity.
     *
     * @param bank W
     * @param side D, of x
     * @param block side of a pooling block
     * @param part the sparsity: the fraction of pooled units, one a block, that are not zero, 0 … 1
     * @return that fraction of the number of blocks, rounded, but at least 1
     * @throws IllegalArgumentException if a filter is larger than x
     */
    public static long nonzeros(FilterBank bank, int side, int block, double part) {
        Shape z = activations(bank, side, side);
        Pooling pooling = Pooling.blocks(block, Pooling.Selection.LARGEST_MAGNITUDE);
        return Math.max(1, Math.round(part * pooling.pooledShape(z).size()));
    }

    private static Shape activations(FilterBank bank, int height, int width) {
        return new Shape(bank.channels(), height, width).activations(bank);
    }

    /**
     * Runs the experiment.
     *
     * @param engine where it runs
     * @param monitor is notified of every batch of draws
     * @return the measurements
     * @throws IllegalArgumentException if a filter is larger than x, or k exceeds the number of blocks
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     */
    public RipSamples run(Engine engine, Monitor monitor) {
        RipSamples samples = new RipSamples();
        for (int b = 0; b < count; b++) {
            if (b > 0) samples.nextBank();
            long own = BankSeeds.of(seed, b);
            FilterBank bank = banks.apply(own);
            // the complement keeps the seeds of the codes apart from those of the filters
            ModelSparseCodes codes = ModelSparseCodes.uniform(activations(bank, height, width), block, nonzeros, ~own);
            int share = (int) ((b + 1L) * draws / count - (long) b * draws / count);
            new ModelRip(bank, height, width, iterated)
                    .measure(engine, codes, share, samples, monitor.part((double) b / count, (b + 1.0) / count));
        }
        return samples;
    }

    /**
     * Searches every bank for the codes that prove the largest lower bounds of δ_k and δ_2k.
     *
     * @param engine where it runs
     * @param starts how many supports are grown for each bound, ≥ 1
     * @param monitor is notified of every start
     * @return one certificate for each bank
     * @throws IllegalArgumentException if a filter is larger than x, or k exceeds the number of blocks
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     */
    public List<Certificate> certify(Engine engine, int starts, Monitor monitor) {
        List<Certificate> certificates = new ArrayList<>();
        for (int b = 0; b < count; b++) {
            long own = BankSeeds.of(seed, b);
            DistortionSearch search = new DistortionSearch(
                    banks.apply(own), height, width, block, Math.toIntExact(nonzeros), starts, own);
            Monitor first = monitor.part((double) b / count, (b + 0.4) / count);
            Monitor second = monitor.part((b + 0.4) / count, (b + 1.0) / count);
            certificates.add(
                    new Certificate(b, own, search.search(engine, 1, first), search.search(engine, 2, second)));
        }
        return certificates;
    }
}
