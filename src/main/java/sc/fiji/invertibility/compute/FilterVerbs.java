package sc.fiji.invertibility.compute;

/** What a filter bank does to a map, and its transpose. See {@link Engine}. */
public interface FilterVerbs {

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
     * @param height rows of the result, which the stride leaves open
     * @param width columns of the result
     * @return x̂, M×height×width
     * @throws IllegalArgumentException if z is not what the bank makes of an input of that size
     */
    FeatureMap adjoint(Scope scope, FeatureMap z, PackedFilters w, int height, int width);
}
