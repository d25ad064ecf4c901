package sc.fiji.invertibility.compute;

import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import net.imglib2.type.numeric.real.FloatType;

/** Linear algebra on maps. See {@link Engine}. */
public interface AlgebraOperations extends TransferOperations {

    /**
     * y ← a·x + y, in place.
     *
     * @param a the factor
     * @param x a map
     * @param y a map of the same size, which is changed
     */
    void axpy(float a, FeatureMap x, FeatureMap y);

    /**
     * x ← a·x, in place.
     *
     * @param a the factor
     * @param x the map, which is changed
     */
    void scale(float a, FeatureMap x);

    /**
     * a·x + b·y.
     *
     * @param scope the owner of the result
     * @param a the factor of x
     * @param x a map
     * @param b the factor of y
     * @param y a map of the same size
     * @return a·x + b·y
     */
    default FeatureMap combined(Scope scope, float a, FeatureMap x, float b, FeatureMap y) {
        FeatureMap result = copy(scope, x);
        if (a != 1) scale(a, result);
        axpy(b, y, result);
        return result;
    }

    /**
     * a·x + b·y of several pairs.
     *
     * @param scope the owner of the results
     * @param a the factor of each x
     * @param x maps
     * @param b the factor of each y
     * @param y as many maps, each of the size of its partner in x
     * @return a·xᵢ + b·yᵢ of each pair
     * @throws IllegalArgumentException if the lists differ in length, or the maps of a pair in size
     */
    default List<FeatureMap> combinedAll(Scope scope, float a, List<FeatureMap> x, float b, List<FeatureMap> y) {
        ListChecks.requireAsMany(x.size(), y.size());
        return IntStream.range(0, x.size())
                .mapToObj(i -> combined(scope, a, x.get(i), b, y.get(i)))
                .toList();
    }

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
        ListChecks.requireAsMany(x.size(), y.size());
        return IntStream.range(0, x.size())
                .mapToDouble(i -> measure.applyAsDouble(x.get(i), y.get(i)))
                .toArray();
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
     * Computes the norms of a map.
     *
     * @param x the map
     * @return the sum of its magnitudes, the sum of their squares, the largest, and the number of non-zeros
     */
    default MapNorms magnitudes(FeatureMap x) {
        double sum = 0, squares = 0, largest = 0;
        long nonzeros = 0;
        for (FloatType value : download(x)) {
            double size = Math.abs(value.get());
            sum += size;
            squares += size * size;
            largest = Math.max(largest, size);
            if (size != 0) nonzeros++;
        }
        return new MapNorms(sum, squares, largest, nonzeros);
    }

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
     * @return what {@link #norms} gives
     * @throws IllegalArgumentException if there are not as many, or the sizes of a pair differ
     */
    default Pending<NormsAndDistances> startNorms(List<FeatureMap> maps, List<FeatureMap> x, List<FeatureMap> y) {
        return Pending.of(norms(maps, x, y));
    }

    /**
     * Computes the norms of some maps and the squared distances of some pairs, for all of which the host waits only
     * once.
     *
     * @param maps the maps
     * @param x maps
     * @param y as many maps, each of the size of its partner in x
     * @return what {@link #magnitudes(List)} and {@link #squaredDistances} return
     * @throws IllegalArgumentException if the lists differ in length, or the maps of a pair in size
     */
    default NormsAndDistances norms(List<FeatureMap> maps, List<FeatureMap> x, List<FeatureMap> y) {
        return new NormsAndDistances(magnitudes(maps), squaredDistances(x, y));
    }
}
