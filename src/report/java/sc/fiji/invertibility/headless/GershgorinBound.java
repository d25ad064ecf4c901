package sc.fiji.invertibility.headless;

import sc.fiji.invertibility.sparse.BlockLimit;
import sc.fiji.invertibility.sparse.HostDictionary;

/**
 * Upper bounds of the distortions of one-dimensional codes, by Gershgorin's circles: an eigenvalue of W_ΩW_Ωᵀ is no
 * further from some atom's ‖w‖² than its products with the other atoms of Ω add up to. They are far above the true
 * distortions, which only the enumeration of all supports would give, but they are proofs.
 *
 * @param w W without padding, whose maps n are so long that an atom in their middle meets all shifts: n ≥ 2ℓ − 1
 * @param k the number of non-zeros of a code, one a filter
 */
record GershgorinBound(HostDictionary w, int k) {

    GershgorinBound {
        if (w.codes().height() != 1
                || w.bank().padding().x() > 0
                || w.codes().width() < 2 * w.bank().width() - 1)
            throw new IllegalArgumentException(
                    "the bound needs one-dimensional codes without padding and an atom that meets all shifts of others");
    }

    /**
     * Bounds δ of codes and of their sums.
     *
     * @param most the largest number of codes that are added, ≥ 1
     * @return the bounds of δ_k, δ_2k, … in this order
     */
    double[] ofSums(int most) {
        int width = w.codes().width();
        double[] bounds = new double[most];
        for (int filter = 0; filter < w.codes().channels(); filter++) {
            // Nearer to an end of the map, the products are some of those in the middle.
            int[] atom = {filter * width + width / 2};
            float[] products = w.analyse(w.synthesise(atom, new double[] {1}));
            for (int sum = 1; sum <= most; sum++) {
                double circle = Math.abs(products[atom[0]] - 1.0);
                for (int other : new BlockLimit(w.codes(), width, sum).extended(products, atom, sum * k - 1))
                    if (other != atom[0]) circle += Math.abs(products[other]);
                bounds[sum - 1] = Math.max(bounds[sum - 1], circle);
            }
        }
        return bounds;
    }
}
