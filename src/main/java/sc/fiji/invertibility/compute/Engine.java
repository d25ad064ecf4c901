package sc.fiji.invertibility.compute;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * The operations of the sparsity model, on one device. Handles stay on the device until they are downloaded or closed;
 * each is owned by the {@link Scope} that it was allocated from, and belongs to the engine that made it. An engine is
 * used by one thread at a time; closing it frees everything that it still holds.
 *
 * <p>Images that go in or come out have the axes (x, y, channel). All arithmetic is in 32-bit floats; sums over whole
 * maps are accumulated in double precision.
 */
public interface Engine
        extends ReductionOperations, StorageOperations, EnlargingOperations, LassoOperations, AutoCloseable {

    /** {@return what this engine runs on} */
    Device device();

    /** {@return the bytes of device memory that this engine holds, including its pool of free buffers} */
    long bytesInUse();

    /** {@return the bytes of the device's memory that are unused, if its driver reports them} */
    default OptionalLong freeBytes() {
        return OptionalLong.empty();
    }

    /**
     * Returns whether the engine works asynchronously through a queue. While a caller waits for a result, it is then
     * worth queueing work that will probably be needed.
     *
     * @return whether waiting costs more than work that turns out not to be needed
     */
    default boolean worksAhead() {
        return false;
    }

    /** Returns free buffers that are kept for reuse to the device. */
    default void trim() {}

    @Override
    void close();

    /**
     * Compares two codes and two signals, for which the host waits only once.
     *
     * @param a a code
     * @param b another, of the same shape and pooling
     * @param unpooling where they put their values
     * @param x the signal of a
     * @param y the signal of b, of the same size
     * @return how a and x differ from b and y
     * @throws IllegalArgumentException if shapes or poolings differ
     */
    default IterateDifference change(PooledCode a, PooledCode b, Unpooling unpooling, FeatureMap x, FeatureMap y) {
        return new IterateDifference(compare(a, b, unpooling), squaredDistance(x, y), dot(x, x));
    }

    /**
     * Compares several codes and their signals with one, for which the host waits only once.
     *
     * @param a codes
     * @param b another, of the same shape and pooling
     * @param unpooling where they put their values
     * @param x the signal of each code of a
     * @param y the signal of b, of the same size
     * @return what {@link #change} returns for each code of a
     * @throws IllegalArgumentException if there are not as many codes as signals, or shapes or poolings differ
     */
    default List<IterateDifference> changes(
            List<PooledCode> a, PooledCode b, Unpooling unpooling, List<FeatureMap> x, FeatureMap y) {
        ShapeChecks.requireAsMany(a.size(), x.size());
        return IntStream.range(0, a.size())
                .mapToObj(i -> change(a.get(i), b, unpooling, x.get(i), y))
                .toList();
    }

    /**
     * Starts to compare several codes and their signals with one. Lengths of steps that the device knows arrive at the
     * host by the same transfer.
     *
     * @param a codes
     * @param b another, of the same shape and pooling
     * @param unpooling where they put their values
     * @param x the signal of each code of a
     * @param y the signal of b, of the same size; it, x and the codes may be closed as soon as this returns
     * @param lengths result of {@link #exactLengths}, to be closed after the comparison; the host need not wait for
     *     them once it knows that
     * @return what {@link #changes} returns
     * @throws IllegalArgumentException if there are not as many codes as signals, or shapes or poolings differ
     */
    default Pending<List<IterateDifference>> startChanges(
            List<PooledCode> a,
            PooledCode b,
            Unpooling unpooling,
            List<FeatureMap> x,
            FeatureMap y,
            Pending<double[]> lengths) {
        lengths.get();
        return Pending.of(changes(a, b, unpooling, x, y));
    }

    /**
     * Starts to measure how several signals x̂ᵢ changed since another one, ŷ. Lengths of steps that the device knows
     * arrive at the host by the same transfer.
     *
     * @param signals x̂ᵢ
     * @param before ŷ, of the same size
     * @param x the input, too; it, ŷ and the signals may be closed as soon as this returns
     * @param lengths as in {@link #startChanges}
     * @return the change of each signal, with everything measured
     * @throws IllegalArgumentException if sizes differ
     */
    default Pending<List<SignalChange>> startSignalChanges(
            List<FeatureMap> signals, FeatureMap before, FeatureMap x, Pending<double[]> lengths) {
        lengths.get();
        double errorBefore = squaredError(x, before);
        return Pending.of(signals.stream()
                .map(signal -> new SignalChange(
                        squaredError(x, signal), errorBefore, squaredDistance(signal, before), dot(signal, signal)))
                .toList());
    }

    private double squaredError(FeatureMap x, FeatureMap xHat) {
        try (Scope local = new Scope()) {
            FeatureMap residual = combined(local, 1, x, -1, xHat);
            return dot(residual, residual);
        }
    }

    /**
     * Starts to compute lengths of steps from a code z with the support Γ along a gradient g: the exact one, which
     * minimises the error along g_Γ, μ = ‖g_Γ‖²/‖Wᵀg_Γ‖² (1 where Wᵀg_Γ is zero), and shorter ones.
     *
     * @param z the code
     * @param g the gradient W(x − Wᵀz), of the size that z had before pooling; both may be closed as soon as this
     *     returns
     * @param unpooling where z puts its values
     * @param w the bank W
     * @param height rows of x
     * @param width columns of x
     * @param divisors by which the exact length is divided, each ≥ 1
     * @return μ divided by each, to be closed by the caller
     * @throws IllegalArgumentException if the sizes do not match
     */
    default Pending<double[]> exactLengths(
            PooledCode z,
            FeatureMap g,
            Unpooling unpooling,
            PackedFilters w,
            int height,
            int width,
            double... divisors) {
        try (Scope local = new Scope()) {
            PooledCode onSupport = restrict(local, g, z, unpooling);
            List<FeatureMap> both =
                    List.of(onSupport.values(), synthesise(local, onSupport, unpooling, w, height, width));
            double[] squares = dots(both, both);
            double exact = squares[1] == 0 ? 1 : squares[0] / squares[1];
            return Pending.of(
                    Arrays.stream(divisors).map(divisor -> exact / divisor).toArray());
        }
    }
}
