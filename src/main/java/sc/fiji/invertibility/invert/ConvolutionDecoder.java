package sc.fiji.invertibility.invert;

import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.sparse.ShiftDictionary;
import sc.fiji.invertibility.sparse.SpectralNorm;

/**
 * Reconstructs the input of a rectified convolution with that convolution's own filters (tied weights). The first
 * iteration is x̂ = Wᵀ(z − b) on the support of z. Further ones are accelerated projected gradient steps on ½‖z − Wx̂ −
 * b‖² over the support and, where zeros are known to be activations that were not positive, on ½‖ReLU(Wx̂ + b)‖² off
 * the support.
 *
 * @param engine where to compute
 * @param bank the filters, with their bias
 * @param input the size of the input
 * @param norm the norm that the input is known to have had
 * @param nonnegative whether the input is known to be the output of a ReLU
 * @param zerosKnown whether zero activations are known to be zero; after unpooling, they are merely unknown
 */
record ConvolutionDecoder(
        Engine engine, FilterBank bank, Shape input, double norm, boolean nonnegative, boolean zerosKnown) {

    private static final int POWER_ITERATIONS = 8;

    /** {@link SpectralNorm} approaches ‖W‖² from below. */
    private static final double MARGIN = 1.2;

    /**
     * Of the root mean square of activations: smaller ones are no more than what rounding leaves of a zero, now above
     * it and now below, and count as zero on every device.
     */
    private static final double NOISE = 1e-5;

    /**
     * Decodes activations.
     *
     * @param scope the owner of the result
     * @param z the activations after rectification
     * @param iterations ≥ 1
     * @return x̂, of the known norm
     */
    FeatureMap decode(Scope scope, FeatureMap z, int iterations) {
        try (Scope outer = new Scope()) {
            PackedFilters w = engine.pack(outer, bank);
            FeatureMap support = support(outer, z);
            FeatureMap x = project(outer, gradient(outer, z, support, null, w));
            scaleToNorm(x);
            if (iterations > 1) {
                PackedFilters linear = bank.hasBias() ? engine.pack(outer, bank.withBias(null)) : w;
                double squared =
                        SpectralNorm.squared(engine, new ShiftDictionary(engine, linear, input), x, POWER_ITERATIONS);
                x = refine(outer, z, support, x, w, 1 / (MARGIN * squared), iterations - 1);
                scaleToNorm(x);
            }
            return engine.copy(scope, x);
        }
    }

    /** Nesterov's acceleration, restarted whenever its momentum points uphill. */
    private FeatureMap refine(
            Scope owner,
            FeatureMap z,
            FeatureMap support,
            FeatureMap first,
            PackedFilters w,
            double step,
            int iterations) {
        FeatureMap x = first, y = first;
        double t = 1;
        for (int i = 0; i < iterations; i++)
            try (Scope local = new Scope()) {
                FeatureMap moved = engine.copy(local, y);
                engine.axpy((float) step, gradient(local, z, support, y, w), moved);
                FeatureMap next = project(owner, moved);
                FeatureMap change = engine.copy(local, next);
                engine.axpy(-1, x, change);
                FeatureMap back = engine.copy(local, y);
                engine.axpy(-1, next, back);
                double nextT = engine.dot(back, change) > 0 ? 1 : (1 + Math.sqrt(1 + 4 * t * t)) / 2;
                FeatureMap ahead = engine.copy(owner, next);
                if (nextT > 1) engine.axpy((float) ((t - 1) / nextT), change, ahead);
                if (y != x) y.close();
                x.close();
                x = next;
                y = ahead;
                t = nextT;
            }
        return x;
    }

    /** The downhill direction at x, or at zero where there is no x yet. */
    private FeatureMap gradient(Scope owner, FeatureMap z, FeatureMap support, FeatureMap x, PackedFilters w) {
        try (Scope local = new Scope()) {
            FeatureMap start = x == null ? engine.zeros(local, input) : x;
            FeatureMap h = engine.convolve(local, start, w, Rectification.NONE);
            FeatureMap residual = engine.copy(local, z);
            engine.axpy(-1, engine.mask(local, h, support), residual);
            if (zerosKnown && x != null) {
                FeatureMap positive = engine.rectify(local, h);
                engine.axpy(-1, positive, residual);
                engine.axpy(1, engine.mask(local, positive, support), residual);
            }
            return engine.adjoint(owner, residual, w, input.height(), input.width());
        }
    }

    /** Not zero where z is not. */
    private FeatureMap support(Scope owner, FeatureMap z) {
        FeatureMap support = engine.copy(owner, z);
        double meanSquare = engine.dot(z, z) / z.shape().size();
        engine.softThreshold((float) (NOISE * Math.sqrt(meanSquare)), support);
        return support;
    }

    private FeatureMap project(Scope owner, FeatureMap x) {
        return nonnegative ? engine.rectify(owner, x) : engine.copy(owner, x);
    }

    private void scaleToNorm(FeatureMap x) {
        double squared = engine.dot(x, x);
        if (squared > 0) engine.scale((float) (norm / Math.sqrt(squared)), x);
    }
}
