package sc.fiji.invertibility.compute;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Operations on each value of a map by itself, or on values at the same position. See {@link Engine}. */
public interface PointwiseOperations extends AlgebraOperations {

    /**
     * max(x, 0).
     *
     * @param scope the owner of the result
     * @param x a map
     * @return the rectified map
     */
    FeatureMap rectify(Scope scope, FeatureMap x);

    /**
     * Keeps the values at positions where another map is not zero.
     *
     * @param scope the owner of the result
     * @param x a map
     * @param mask a map of the same size
     * @return x where the mask is not zero, else 0
     */
    FeatureMap mask(Scope scope, FeatureMap x, FeatureMap mask);

    /**
     * {@link #rectify} of several maps.
     *
     * @param scope the owner of the results
     * @param x the maps
     * @return a map for each
     */
    default List<FeatureMap> rectifyAll(Scope scope, List<FeatureMap> x) {
        return x.stream().map(map -> rectify(scope, map)).toList();
    }

    /**
     * {@link #mask} of several maps: the gradient of {@link #rectify}, if the masks are its results.
     *
     * @param scope the owner of the results
     * @param x the maps
     * @param masks as many maps
     * @return a map for each
     * @throws IllegalArgumentException if the lists differ in length, or the sizes of a pair
     */
    default List<FeatureMap> maskAll(Scope scope, List<FeatureMap> x, List<FeatureMap> masks) {
        ShapeChecks.requireAsMany(x.size(), masks.size());
        return IntStream.range(0, x.size())
                .mapToObj(i -> mask(scope, x.get(i), masks.get(i)))
                .toList();
    }

    /**
     * Moves every value towards zero by a threshold, but not beyond zero: the proximal step of the ℓ1 norm. Works in
     * place; a value that reaches zero is exactly zero.
     *
     * @param threshold the distance, ≥ 0
     * @param x the map, which is changed
     */
    void softThreshold(float threshold, FeatureMap x);

    /**
     * A gradient step followed by the proximal step of the ℓ1 norm: y + a·g, with every value moved towards zero as by
     * {@link #softThreshold}.
     *
     * @param scope the owner of the result
     * @param y a map
     * @param a the length of the step
     * @param g a map of the same size
     * @param threshold how far values are moved, ≥ 0
     * @return the map after both steps
     */
    default FeatureMap proximalStep(Scope scope, FeatureMap y, float a, FeatureMap g, float threshold) {
        FeatureMap z = combined(scope, 1, y, a, g);
        softThreshold(threshold, z);
        return z;
    }

    /**
     * a·x + b·y of several pairs, and a {@link #proximalStep} from the first of these sums along the second.
     *
     * @param scope the owner of the results
     * @param a the factor of each x
     * @param x two maps or more
     * @param b the factor of each y
     * @param y as many maps, each of the size of its partner in x
     * @param length the length of the step
     * @param threshold how far values are moved, ≥ 0
     * @return a·xᵢ + b·yᵢ of each pair but the second, in whose place is the map after the step
     * @throws IllegalArgumentException if the lists differ in length or have fewer than two maps, or sizes differ
     */
    default List<FeatureMap> extrapolatedStep(
            Scope scope, float a, List<FeatureMap> x, float b, List<FeatureMap> y, float length, float threshold) {
        if (x.size() < 2) throw new IllegalArgumentException("a step needs a map and a gradient");
        List<FeatureMap> results = new ArrayList<>(combinedAll(scope, a, x, b, y));
        try (FeatureMap gradient = results.get(1)) {
            results.set(1, proximalStep(scope, results.get(0), length, gradient, threshold));
        }
        return List.copyOf(results);
    }

    /**
     * Normalises each value by those of the neighbouring channels.
     *
     * @param scope the owner of the result
     * @param h the activations
     * @param response the constants
     * @return the normalised activations
     */
    default FeatureMap normalise(Scope scope, FeatureMap h, LocalResponseNorm response) {
        return upload(scope, response.apply(download(h)));
    }
}
