package sc.fiji.invertibility.compute;

import java.util.List;
import java.util.stream.IntStream;

/** Sums and multiples of maps. See {@link Engine}. */
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
    FeatureMap combined(Scope scope, float a, FeatureMap x, float b, FeatureMap y);

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
        ShapeChecks.requireAsMany(x.size(), y.size());
        return IntStream.range(0, x.size())
                .mapToObj(i -> combined(scope, a, x.get(i), b, y.get(i)))
                .toList();
    }
}
