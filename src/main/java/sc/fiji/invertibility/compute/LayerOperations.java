package sc.fiji.invertibility.compute;

import java.util.List;
import java.util.stream.IntStream;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * A layer and its transpose, which an {@link Engine} may compute in one step, without maps of the activations' size.
 */
public interface LayerOperations extends FilterOperations, SparsityOperations, AlgebraOperations {

    /**
     * A layer of a network: h = Wx, rectified and pooled, where h itself is not needed.
     *
     * @param scope the owner of the result
     * @param x the input, M×D×D
     * @param w the bank, K filters
     * @param rectification what is applied to the activations
     * @param pooling windows and selection
     * @return the pooled activations
     * @throws IllegalArgumentException as {@link #convolve} and {@link #pool} do
     */
    default PooledCode encode(
            Scope scope, FeatureMap x, PackedFilters w, Rectification rectification, Pooling pooling) {
        try (Scope local = new Scope()) {
            return pool(scope, convolve(local, x, w, rectification), pooling);
        }
    }

    /**
     * A layer of a network, applied to several inputs.
     *
     * @param scope the owner of the results
     * @param x the inputs, of one size
     * @param w the bank, K filters
     * @param rectification what is applied to the activations
     * @param pooling windows and selection
     * @return the result of {@link #encode} for each
     * @throws IllegalArgumentException as {@link #encode} does, or if the sizes differ
     */
    default List<PooledCode> encodeAll(
            Scope scope, List<FeatureMap> x, PackedFilters w, Rectification rectification, Pooling pooling) {
        if (x.isEmpty()) return List.of();
        Shape shape = ShapeChecks.requireOneShape(x);
        if (x.size() == 1 || together(w.bank(), shape) == 1)
            return x.stream()
                    .map(map -> encode(scope, map, w, rectification, pooling))
                    .toList();
        try (Scope local = new Scope()) {
            return poolAll(scope, convolveAll(local, x, w, rectification), pooling);
        }
    }

    /**
     * Several layers of a network, applied in turn to several inputs. Only the outputs of the last layer are kept, and
     * an engine need not compute the others as maps; by default, each is freed when the next layer has been applied.
     *
     * @param scope the owner of the results
     * @param x the inputs, of one size
     * @param layers one or more layers, the one that is applied first at the front
     * @return the last layer's outputs for each input
     * @throws IllegalArgumentException as {@link #encodeAll} does for one of the layers, or if there is no layer
     */
    default List<FeatureMap> feedForward(Scope scope, List<FeatureMap> x, List<FeedForwardLayer> layers) {
        if (layers.isEmpty()) throw new IllegalArgumentException("at least one layer is needed");
        List<FeatureMap> current = x;
        Scope own = new Scope();
        try {
            for (int i = 0; i < layers.size(); i++) {
                Scope below = own;
                own = new Scope();
                try {
                    current = layers.get(i).apply(this, i == layers.size() - 1 ? scope : own, current);
                } finally {
                    below.close();
                }
            }
            return current;
        } finally {
            own.close();
        }
    }

    /**
     * Pools b = z + μg: the step of Algorithm 1, lines 4 and 5, before the k largest are selected.
     *
     * @param scope the owner of the result
     * @param z the code so far, or null for zero
     * @param mu the step μ
     * @param g the gradient W(x − Wᵀz), of the size that z had before pooling
     * @param pooling windows and selection
     * @param unpooling where z puts its values
     * @return the pooled step
     */
    default PooledCode poolStep(
            Scope scope, PooledCode z, float mu, FeatureMap g, Pooling pooling, Unpooling unpooling) {
        try (Scope local = new Scope()) {
            FeatureMap b = z == null ? zeros(local, g.shape()) : unpool(local, z, unpooling);
            axpy(mu, g, b);
            return pool(scope, b, pooling);
        }
    }

    /**
     * Pools b = z + μg, where g = Wu itself is not needed.
     *
     * @param scope the owner of the result
     * @param z the code so far, or null for zero
     * @param mu the step μ
     * @param u the residual u = x − Wᵀz
     * @param w the bank W
     * @param pooling windows and selection
     * @param unpooling where z puts its values
     * @return the pooled step
     * @throws IllegalArgumentException as {@link #convolve} does
     */
    default PooledCode poolStep(
            Scope scope, PooledCode z, float mu, FeatureMap u, PackedFilters w, Pooling pooling, Unpooling unpooling) {
        try (Scope local = new Scope()) {
            return poolStep(scope, z, mu, convolve(local, u, w, Rectification.NONE), pooling, unpooling);
        }
    }

    /**
     * Returns whether {@link #poolStep(Scope, PooledCode, float, FeatureMap, PackedFilters, Pooling, Unpooling) the
     * pooled step of a residual} allocates a map of the activations' size for Wu.
     *
     * @param bank the bank W
     * @param activations the size of Wu
     * @param pooling windows and selection
     * @return false if it never does
     */
    default boolean storesActivations(FilterBank bank, Shape activations, Pooling pooling) {
        return true;
    }

    /**
     * The restriction g_Γ of g = Wu to the support Γ of a code, where g itself is not needed.
     *
     * @param scope the owner of the result
     * @param u the residual u = x − Wᵀz
     * @param w the bank W
     * @param z the code
     * @param unpooling where z puts its values
     * @return what {@link #restrict} returns for Wu
     * @throws IllegalArgumentException as {@link #convolve} and {@link #restrict} do
     */
    default PooledCode restrict(Scope scope, FeatureMap u, PackedFilters w, PooledCode z, Unpooling unpooling) {
        try (Scope local = new Scope()) {
            return restrict(scope, convolve(local, u, w, Rectification.NONE), z, unpooling);
        }
    }

    /**
     * The step of Algorithm 1 for several codes.
     *
     * @param scope the owner of the results
     * @param z the codes so far, of one shape and pooling, or null for zeros
     * @param mu the step μ, the same for all
     * @param g as many gradients, of one size
     * @param pooling windows and selection
     * @param unpooling where the codes put their values
     * @return the result of {@link #poolStep} for each pair
     * @throws IllegalArgumentException if the lists differ in length, or the sizes of a pair do not match
     */
    default List<PooledCode> poolStepAll(
            Scope scope, List<PooledCode> z, float mu, List<FeatureMap> g, Pooling pooling, Unpooling unpooling) {
        if (z != null) ShapeChecks.requireAsMany(z.size(), g.size());
        return IntStream.range(0, g.size())
                .mapToObj(i -> poolStep(scope, z == null ? null : z.get(i), mu, g.get(i), pooling, unpooling))
                .toList();
    }

    /**
     * The step of Algorithm 1 in several lengths from one code.
     *
     * @param scope the owner of the results
     * @param z the code so far, or null for zero
     * @param mu the lengths μ
     * @param g the gradient, of the size that z had before pooling
     * @param pooling windows and selection
     * @param unpooling where z puts its values
     * @return the result of {@link #poolStep} for each length
     */
    default List<PooledCode> poolSteps(
            Scope scope, PooledCode z, float[] mu, FeatureMap g, Pooling pooling, Unpooling unpooling) {
        return IntStream.range(0, mu.length)
                .mapToObj(i -> poolStep(scope, z, mu[i], g, pooling, unpooling))
                .toList();
    }

    /**
     * 𝕄(z + μᵢg, k) for several lengths μᵢ: the step of Algorithm 1, lines 4 and 5.
     *
     * @param scope the owner of the results
     * @param z the code so far
     * @param mu the lengths μᵢ, for which an engine that works ahead does not wait
     * @param g the gradient, of the size that z had before pooling
     * @param pooling windows and selection
     * @param unpooling where z puts its values
     * @param k the number of units to keep, ≥ 0
     * @return the next code for each length
     */
    default List<PooledCode> thresholdedSteps(
            Scope scope,
            PooledCode z,
            Pending<double[]> mu,
            FeatureMap g,
            Pooling pooling,
            Unpooling unpooling,
            long k) {
        double[] lengths = mu.get();
        float[] single = new float[lengths.length];
        long[] kept = new long[lengths.length];
        for (int i = 0; i < single.length; i++) {
            single[i] = (float) lengths[i];
            kept[i] = k;
        }
        List<PooledCode> next = poolSteps(scope, z, single, g, pooling, unpooling);
        keepLargestAll(next, kept);
        return next;
    }

    /**
     * x̂ = Wᵀz of a pooled code, in which at most one of s² positions is not zero.
     *
     * @param scope the owner of the result
     * @param z the code
     * @param unpooling where it puts its values
     * @param w the bank
     * @param height rows of the result
     * @param width columns of the result
     * @return x̂, M×height×width
     */
    default FeatureMap synthesise(
            Scope scope, PooledCode z, Unpooling unpooling, PackedFilters w, int height, int width) {
        try (Scope local = new Scope()) {
            return adjoint(scope, unpool(local, z, unpooling), w, height, width);
        }
    }

    /**
     * Returns whether {@link #synthesise} allocates a map of the activations' size for the unpooled code.
     *
     * @param bank the bank
     * @param activations the size of the unpooled code
     * @param pooling the pooling of the code
     * @param unpooling where the code puts its values
     * @return false if it never does
     */
    default boolean unpools(FilterBank bank, Shape activations, Pooling pooling, Unpooling unpooling) {
        return true;
    }

    /**
     * x̂ = Wᵀz of several pooled codes.
     *
     * @param scope the owner of the results
     * @param codes the codes, of one shape and pooling
     * @param unpooling where they put their values
     * @param w the bank
     * @param height rows of the results
     * @param width columns of the results
     * @return x̂ of each code, M×height×width
     */
    default List<FeatureMap> synthesiseAll(
            Scope scope, List<PooledCode> codes, Unpooling unpooling, PackedFilters w, int height, int width) {
        return codes.stream()
                .map(z -> synthesise(scope, z, unpooling, w, height, width))
                .toList();
    }
}
