package sc.fiji.invertibility.measure;

/**
 * Proven lower bounds of a bank's distortions, each with the code that proves it.
 *
 * @param bank the index of the bank in its experiment, from 0
 * @param seed what a random bank is made from
 * @param codes the bounds of δ_k, from codes of the model
 * @param sums the bounds of δ_2k, from sums of two of them
 */
public record Certificate(int bank, long seed, DistortionEnds codes, DistortionEnds sums) {

    /** {@return δ_k is at least this} */
    public double deltaK() {
        return codes.worst().bound();
    }

    /** {@return δ_2k is at least this: a code of the model is a sum of two, too} */
    public double delta2K() {
        return Math.max(deltaK(), sums.worst().bound());
    }
}
