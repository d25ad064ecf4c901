package sc.fiji.invertibility.measure;

import java.util.SplittableRandom;
import sc.fiji.invertibility.compute.Code;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Shape;

/**
 * Draws random model-k-sparse codes as sections 4.2 and 4.4 do: k distinct blocks, a place in each, and a
 * value uniform in [−1, 1].
 */
public final class ModelSparseCodes {

    private final Shape activations;
    private final Pooling pooling;
    private final int k;
    private final SplittableRandom random;
    private final int[] units;

    private ModelSparseCodes(Shape activations, Pooling pooling, int k, SplittableRandom random) {
        this.activations = activations;
        this.pooling = pooling;
        this.k = k;
        this.random = random;
        this.units = new int[Math.toIntExact(pooling.pooledShape(activations).size())];
        for (int i = 0; i < units.length; i++) units[i] = i;
    }

    /**
     * Starts a sequence.
     *
     * @param activations the size of z, K×n×n
     * @param block side of a block, ≥ 1; at least the larger side of a map makes one block a filter, as in
     *     the 1-d theory
     * @param k how many non-zeros, 1 … the number of blocks
     * @param seed any number
     * @return the sequence
     */
    public static ModelSparseCodes uniform(Shape activations, int block, long k, long seed) {
        Pooling pooling = Pooling.blocks(block, Pooling.Selection.LARGEST_MAGNITUDE);
        Shape pooled = pooling.pooledShape(activations);
        if (k < 1 || k > pooled.size())
            throw new IllegalArgumentException(
                    "a code of " + pooled.size() + " blocks (" + pooled + ") has 1 to as many non-zeros, not " + k);
        return new ModelSparseCodes(activations, pooling, (int) k, new SplittableRandom(seed));
    }

    /** {@return the next code} */
    public Code next() {
        Shape pooled = pooling.pooledShape(activations);
        float[] values = new float[units.length];
        int[] switches = new int[units.length];
        for (int i = 0; i < k; i++) {
            int other = random.nextInt(i, units.length);
            int unit = units[other];
            units[other] = units[i];
            units[i] = unit;
            int top = unit / pooled.width() % pooled.height() * pooling.stride();
            int left = unit % pooled.width() * pooling.stride();
            int y = random.nextInt(Math.min(pooling.window(), activations.height() - top));
            int x = random.nextInt(Math.min(pooling.window(), activations.width() - left));
            switches[unit] = y * pooling.window() + x;
            values[unit] = (float) (2 * random.nextDouble() - 1);
        }
        return new Code(values, switches, activations, pooling);
    }
}
