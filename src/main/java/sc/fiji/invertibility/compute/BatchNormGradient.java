package sc.fiji.invertibility.compute;

import java.util.List;

/**
 * The gradient of a batch normalisation with batch statistics.
 *
 * @param input with respect to each map that was normalised
 * @param scale with respect to γ, 1×1×C
 * @param shift with respect to β, 1×1×C
 */
public record BatchNormGradient(List<FeatureMap> input, FeatureMap scale, FeatureMap shift) {

    /**
     * Copies the list.
     *
     * @param input with respect to each map that was normalised
     * @param scale with respect to γ, 1×1×C
     * @param shift with respect to β, 1×1×C
     */
    public BatchNormGradient {
        input = List.copyOf(input);
    }
}
