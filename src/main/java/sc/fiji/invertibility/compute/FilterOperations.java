package sc.fiji.invertibility.compute;

import java.util.List;
import sc.fiji.invertibility.filters.FilterBank;

/** What a filter bank does to a map, and its transpose. See {@link Engine}. */
public interface FilterOperations extends TransferOperations {

    /**
     * h = Wx: correlates with every filter, adds the bias if the bank has one, and rectifies.
     *
     * @param scope the owner of the result
     * @param x the input, M×D×D
     * @param w the bank, K filters
     * @param rectification what is applied to the activations
     * @return the activations h, K×n×n
     * @throws IllegalArgumentException if M differs or a filter is larger than the padded input
     */
    FeatureMap convolve(Scope scope, FeatureMap x, PackedFilters w, Rectification rectification);

    /**
     * x̂ = Wᵀz: the exact transpose of {@link #convolve}, without bias and rectification.
     *
     * @param scope the owner of the result
     * @param z the activations, K×n×n
     * @param w the bank
     * @param height rows of the result, which the stride leaves undetermined
     * @param width columns of the result
     * @return x̂, M×height×width
     * @throws IllegalArgumentException if the bank does not produce a map of z's size from an input of that size
     */
    FeatureMap adjoint(Scope scope, FeatureMap z, PackedFilters w, int height, int width);

    /**
     * Returns the number of maps of a given size that operations on several maps are best given at a time.
     *
     * @param map the size of the largest of the maps
     * @return the number, ≥ 1; by default at most 16, and at most 2 million values in all, which fit a processor's
     *     caches
     */
    default int batch(Shape map) {
        return (int) Math.max(1, Math.min(16, (1 << 21) / map.size()));
    }

    /**
     * Returns how many maps {@link #convolveAll} stacks above one another at a time.
     *
     * @param bank the bank
     * @param x the size of a map that the bank can be applied to
     * @return the number, ≥ 1; by default more than one if reading the bank takes longer than copying maps
     */
    default int together(FilterBank bank, Shape x) {
        return StackedMaps.pays(bank, x) ? batch(x) : 1;
    }

    /**
     * h = Wx of several maps.
     *
     * @param scope the owner of the results
     * @param x the inputs, of one size
     * @param w the bank
     * @param rectification what is applied to the activations
     * @return the result of {@link #convolve} for each, up to rounding
     * @throws IllegalArgumentException as {@link #convolve} does, or if the sizes differ
     */
    default List<FeatureMap> convolveAll(
            Scope scope, List<FeatureMap> x, PackedFilters w, Rectification rectification) {
        if (x.isEmpty()) return List.of();
        Shape shape = ShapeChecks.requireOneShape(x);
        return StackedMaps.of(w.bank(), shape, together(w.bank(), shape)).convolve(this, scope, x, w, rectification);
    }

    /**
     * {@link #adjoint} of several maps.
     *
     * @param scope the owner of the results
     * @param z the activations, of one size
     * @param w the bank
     * @param height rows of the results
     * @param width columns of the results
     * @return the result of {@link #adjoint} for each
     */
    default List<FeatureMap> adjointAll(Scope scope, List<FeatureMap> z, PackedFilters w, int height, int width) {
        return z.stream().map(map -> adjoint(scope, map, w, height, width)).toList();
    }
}
