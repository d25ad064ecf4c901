package sc.fiji.invertibility.sparse;

import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Unpooling;

/**
 * The structured sparsity model 𝕄(h, k) of section 2.3, equation (2): cut each filter's map into s×s
 * blocks, keep the winner of each, of these pooled units the k largest over the whole map, and put them
 * back.
 *
 * @param block s, side of a block in activations, ≥ 1
 * @param activation what precedes the pooling
 * @param unpooling where a kept unit is put back
 * @param keep percentage of the pooled units that is kept, (0, 100]
 */
public record PoolingModel(int block, Activation activation, Unpooling unpooling, double keep) {

    /**
     * Creates a model.
     *
     * @param block s, side of a block in activations, ≥ 1
     * @param activation what precedes the pooling
     * @param unpooling where a kept unit is put back
     * @param keep percentage of the pooled units that is kept, (0, 100]
     */
    public PoolingModel {
        if (block < 1) throw new IllegalArgumentException("the pooling block must be at least 1 wide, not " + block);
        if (!(keep > 0 && keep <= 100))
            throw new IllegalArgumentException("keep must be a percentage in (0, 100], not " + keep);
    }

    /** {@return the pooling of this model} */
    public Pooling pooling() {
        return Pooling.blocks(block, activation.selection());
    }

    /**
     * Returns how many units are kept.
     *
     * @param units number of pooled units of the whole map
     * @return k, the percentage of them rounded to the nearest, at least 1
     */
    public long kept(long units) {
        return Math.max(1, Math.round(units * (keep / 100)));
    }
}
