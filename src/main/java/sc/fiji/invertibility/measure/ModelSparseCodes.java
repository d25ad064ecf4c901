package sc.fiji.invertibility.measure;

import java.util.SplittableRandom;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.SparseCode;
import sc.fiji.invertibility.compute.UnitList;

/**
 * Draws random model-k-sparse codes as in sections 4.2 and 4.4: k distinct blocks, a position in each, and a value
 * uniform in [−1, 1]. A code depends only on the seed and its index, so that codes can be drawn in any order, by any
 * number of threads.
 */
public final class ModelSparseCodes implements CodeSource {

    /** An odd number without a pattern, which keeps the seeds of the codes far apart. */
    private static final long APART = 0x9E3779B97F4A7C15L;

    private final Shape activations;
    private final Pooling pooling;
    private final Shape pooled;
    private final int k;
    private final long seed;

    private ModelSparseCodes(Shape activations, Pooling pooling, int k, long seed) {
        this.activations = activations;
        this.pooling = pooling;
        this.pooled = pooling.pooledShape(activations);
        this.k = k;
        this.seed = seed;
    }

    /**
     * Describes a sequence.
     *
     * @param activations the size of z, K×n×n
     * @param block side of a block, ≥ 1; if it is at least the larger side of a map, each filter is one block, as in
     *     the 1-d theory
     * @param k the number of non-zeros, from 1 to the number of blocks
     * @param seed any number
     * @return the sequence
     */
    public static ModelSparseCodes uniform(Shape activations, int block, long k, long seed) {
        Pooling pooling = Pooling.blocks(block, Pooling.Selection.LARGEST_MAGNITUDE);
        Shape pooled = pooling.pooledShape(activations);
        if (k < 1 || k > pooled.size())
            throw new IllegalArgumentException("a code of " + pooled.size() + " blocks (" + pooled + ") can have 1 to "
                    + pooled.size() + " non-zeros, not " + k);
        return new ModelSparseCodes(activations, pooling, (int) k, seed);
    }

    @Override
    public boolean concurrent() {
        return true;
    }

    @Override
    public SparseCode code(int index) {
        SplittableRandom random = new SplittableRandom(new SplittableRandom(seed + index * APART).nextLong());
        int[] units = RandomSubset.of(k, Math.toIntExact(pooled.size()), random);
        float[] values = new float[k];
        int[] switches = new int[k];
        for (int i = 0; i < k; i++) {
            switches[i] = position(units[i], random);
            values[i] = (float) (2 * random.nextDouble() - 1);
        }
        return new SparseCode(new UnitList(units, values, switches), activations, pooling);
    }

    /** A position in a unit's block, which the border may cut off. */
    private int position(int unit, SplittableRandom random) {
        int window = pooling.window();
        int top = unit / pooled.width() % pooled.height() * window;
        int left = unit % pooled.width() * window;
        int height = Math.min(window, activations.height() - top), width = Math.min(window, activations.width() - left);
        int position = random.nextInt(height * width);
        return position / width * window + position % width;
    }
}
