package sc.fiji.invertibility.sparse;

import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.filters.FilterBank;

/** The activation function of a layer. */
public enum Activation {
    /** None: pooling picks the largest magnitude, and z has both signs. */
    NONE,
    /** ReLU: pooling picks the largest positive value. */
    RELU,
    /** CReLU (section 3.1): h₊ = ReLU(Wx) and h₋ = ReLU(−Wx) are two maps, pooled separately. */
    CRELU;

    /**
     * Returns the bank whose activations are pooled: [W; −W] for CReLU, else W.
     *
     * @param bank W
     * @return W or [W; −W]
     */
    public FilterBank bank(FilterBank bank) {
        return this == CRELU ? bank.withNegatives() : bank;
    }

    /** {@return which value of a block wins} */
    public Pooling.Selection selection() {
        return this == NONE ? Pooling.Selection.LARGEST_MAGNITUDE : Pooling.Selection.LARGEST_RECTIFIED;
    }
}
