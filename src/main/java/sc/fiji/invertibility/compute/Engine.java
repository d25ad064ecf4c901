package sc.fiji.invertibility.compute;

import java.util.List;
import java.util.OptionalLong;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * The verbs of the sparsity model, on one device. Handles stay on the device until they are downloaded
 * or closed; each is owned by the {@link Scope} that it was allocated from, and belongs to the engine
 * that made it. An engine is used by one thread at a time; closing it frees all that it still holds.
 *
 * <p>Images at the doors have the axes (x, y, channel). All arithmetic is in 32-bit floats; sums over
 * whole maps are accumulated in double precision.
 */
public interface Engine extends FilterVerbs, SparsityVerbs, AlgebraVerbs, PointwiseVerbs, StorageVerbs, AutoCloseable {

    /** {@return what this engine runs on} */
    Device device();

    /** {@return the bytes of device memory that this engine holds, its pool of free buffers included} */
    long bytesInUse();

    /** {@return the bytes of the device's memory that nobody uses, if its driver tells} */
    default OptionalLong freeBytes() {
        return OptionalLong.empty();
    }

    /** Gives free buffers that are kept for reuse back to the device. */
    default void trim() {}

    @Override
    void close();

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
    default Pooled encode(Scope scope, FeatureMap x, PackedFilters w, Rectification rectification, Pooling pooling) {
        try (Scope local = new Scope()) {
            return pool(scope, convolve(local, x, w, rectification), pooling);
        }
    }

    /**
     * Pools b = z + μg, the step of Algorithm 1, lines 4 and 5, before the selection of the k largest.
     *
     * @param scope the owner of the result
     * @param z the code so far, or null for zero
     * @param mu the step μ
     * @param g the gradient W(x − Wᵀz), of z's size before pooling
     * @param pooling windows and selection
     * @param unpooling where z puts its values
     * @return the pooled step
     */
    default Pooled poolStep(Scope scope, Pooled z, float mu, FeatureMap g, Pooling pooling, Unpooling unpooling) {
        try (Scope local = new Scope()) {
            FeatureMap b = z == null ? zeros(local, g.shape()) : unpool(local, z, unpooling);
            axpy(mu, g, b);
            return pool(scope, b, pooling);
        }
    }

    /**
     * x̂ = Wᵀz of a pooled code, of which at most one in s² places is not zero.
     *
     * @param scope the owner of the result
     * @param z the code
     * @param unpooling where it puts its values
     * @param w the bank
     * @param height rows of the result
     * @param width columns of the result
     * @return x̂, M×height×width
     */
    default FeatureMap synthesise(Scope scope, Pooled z, Unpooling unpooling, PackedFilters w, int height, int width) {
        try (Scope local = new Scope()) {
            return adjoint(scope, unpool(local, z, unpooling), w, height, width);
        }
    }

    /**
     * Tells whether {@link #synthesise} takes a map of the activations' size for the unpooled code.
     *
     * @param bank the bank
     * @param pooling the pooling of the code
     * @param unpooling where the code puts its values
     * @return false if it never does
     */
    default boolean unpools(FilterBank bank, Pooling pooling, Unpooling unpooling) {
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
            Scope scope, List<Pooled> codes, Unpooling unpooling, PackedFilters w, int height, int width) {
        return codes.stream()
                .map(z -> synthesise(scope, z, unpooling, w, height, width))
                .toList();
    }
}
