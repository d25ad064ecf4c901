package sc.fiji.invertibility.sparse;

import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Unpooling;

/**
 * The structured sparsity model 𝕄(h, k) of section 2.3, equation (2): divide each filter's map into s×s blocks, keep
 * the winner of each block, keep the k largest of these pooled units over the whole map, and put them back.
 *
 * @param block s, side of a block in activations, ≥ 1
 * @param activation what precedes the pooling
 * @param unpooling where a kept unit is put back
 * @param keep the percentage of pooled units to keep, (0, 100]
 */
public record PoolingModel(int block, Activation activation, Unpooling unpooling, double keep) {

    /**
     * Creates a model.
     *
     * @param block s, side of a block in activations, ≥ 1
     * @param activation what precedes the pooling
     * @param unpooling where a kept unit is put back
     * @param keep the percentage of pooled units to keep, (0, 100]
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
     * {@return whether 𝕄 is a projection, which returns the code of the model that is nearest to its argument} It is if a
     * unit is put back where it was taken from.
     */
    public boolean projects() {
        return unpooling == Unpooling.SWITCHES || block == 1;
    }

    /**
     * Returns how many units are kept.
     *
     * @param units number of pooled units in the whole map
     * @return k, their percentage rounded to the nearest integer, at least 1
     */
    public long kept(long units) {
        return Math.max(1, Math.round(units * (keep / 100)));
    }
}
