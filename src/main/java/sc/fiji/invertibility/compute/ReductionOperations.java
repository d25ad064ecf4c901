package sc.fiji.invertibility.compute;

import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/** Sums over maps: inner products, norms and distances. See {@link Engine}. */
public interface ReductionOperations extends AlgebraOperations {

    /**
     * The inner product ⟨x, y⟩ over all channels, accumulated in double precision.
     *
     * @param x a map
     * @param y a map of the same size, possibly the same one
     * @return ⟨x, y⟩
     */
    double dot(FeatureMap x, FeatureMap y);

    /**
     * ‖x − y‖² over all channels, accumulated in double precision.
     *
     * @param x a map
     * @param y a map of the same size
     * @return ‖x − y‖²
     */
    default double squaredDistance(FeatureMap x, FeatureMap y) {
        try (Scope local = new Scope()) {
            FeatureMap difference = copy(local, x);
            axpy(-1, y, difference);
            return dot(difference, difference);
        }
    }

    /**
     * The inner products of several pairs, for all of which the host waits only once.
     *
     * @param x maps
     * @param y as many maps, each of the size of its partner in x
     * @return ⟨xᵢ, yᵢ⟩ of each pair
     * @throws IllegalArgumentException if the lists differ in length, or the maps of a pair in size
     */
    default double[] dots(List<FeatureMap> x, List<FeatureMap> y) {
        return ofPairs(x, y, this::dot);
    }

    /**
     * Starts to compute the inner products of several pairs.
     *
     * @param x maps; these and their partners may be changed or closed as soon as this returns
     * @param y as many maps, each of the size of its partner in x
     * @return what {@link #dots} returns
     * @throws IllegalArgumentException if the lists differ in length, or the maps of a pair in size
     */
    default Pending<double[]> startDots(List<FeatureMap> x, List<FeatureMap> y) {
        return Pending.of(dots(x, y));
    }

    /**
     * The squared distances of several pairs, for all of which the host waits only once.
     *
     * @param x maps
     * @param y as many maps, each of the size of its partner in x
     * @return ‖xᵢ − yᵢ‖² of each pair
     * @throws IllegalArgumentException if the lists differ in length, or the maps of a pair in size
     */
    default double[] squaredDistances(List<FeatureMap> x, List<FeatureMap> y) {
        return ofPairs(x, y, this::squaredDistance);
    }

    private static double[] ofPairs(
            List<FeatureMap> x, List<FeatureMap> y, ToDoubleBiFunction<FeatureMap, FeatureMap> measure) {
        ShapeChecks.requireAsMany(x.size(), y.size());
        return IntStream.range(0, x.size())
                .mapToDouble(i -> measure.applyAsDouble(x.get(i), y.get(i)))
                .toArray();
    }

    /**
     * Starts to compute the squared distances of several pairs.
     *
     * @param x maps; these and their partners may be changed or closed as soon as this returns
     * @param y as many maps, each of the size of its partner in x
     * @return what {@link #squaredDistances} returns
     * @throws IllegalArgumentException if the lists differ in length, or the maps of a pair in size
     */
    default Pending<double[]> startSquaredDistances(List<FeatureMap> x, List<FeatureMap> y) {
        return Pending.of(squaredDistances(x, y));
    }

    /**
     * Computes the norms of a map.
     *
     * @param x the map
     * @return the sum of its magnitudes, the sum of their squares, the largest, and the number of non-zeros
     */
    MapNorms magnitudes(FeatureMap x);

    /**
     * Computes the norms of several maps, for all of which the host waits only once.
     *
     * @param maps the maps
     * @return what {@link #magnitudes(FeatureMap)} returns for each
     */
    default List<MapNorms> magnitudes(List<FeatureMap> maps) {
        return maps.stream().map(this::magnitudes).toList();
    }

    /**
     * Starts to compute the norms of some maps and the squared distances of some pairs.
     *
     * @param maps the maps; these and the pairs may be changed or closed as soon as this returns
     * @param x maps
     * @param y as many maps, each of the size of its partner in x
     * @return what {@link #magnitudes(List)} and {@link #squaredDistances} return
     * @throws IllegalArgumentException if there are not as many, or the sizes of a pair differ
     */
    default Pending<NormsAndDistances> startNorms(List<FeatureMap> maps, List<FeatureMap> x, List<FeatureMap> y) {
        return Pending.of(new NormsAndDistances(magnitudes(maps), squaredDistances(x, y)));
    }

    /**
     * The ℓ2 norm over the channels, for each pixel.
     *
     * @param scope the owner of the result
     * @param x a map
     * @return a map of one channel
     */
    FeatureMap pixelNorms(Scope scope, FeatureMap x);

    /**
     * The ℓ2 norm of a·x − y over the channels, for each pixel.
     *
     * @param scope the owner of the result
     * @param a a factor
     * @param x a map
     * @param y a map of the same size
     * @return a map of one channel
     * @throws IllegalArgumentException if the sizes differ
     */
    default FeatureMap pixelDistances(Scope scope, float a, FeatureMap x, FeatureMap y) {
        try (Scope local = new Scope()) {
            return pixelNorms(scope, combined(local, a, x, -1, y));
        }
    }
}
