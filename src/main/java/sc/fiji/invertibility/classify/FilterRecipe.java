package sc.fiji.invertibility.classify;

import java.util.List;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;

/** How the fixed filters of a classifier's layers come about. */
@FunctionalInterface
public interface FilterRecipe {

    /**
     * Makes the filters of one layer.
     *
     * @param layer its number, from 0 for the one that sees the image
     * @param stage number and size of its filters
     * @param maps what the layers below make of some training images, channel by channel and row by row
     * @param map the size of such a map
     * @return the filters, with stride 1 and padding that keeps the size
     * @throws IllegalArgumentException if they cannot be made; the message is one sentence
     */
    FilterBank filters(int layer, ClassifierArchitecture.Stage stage, List<float[]> maps, Shape map);

    /**
     * Gaussian random filters (section 4.1). Batch normalisation follows, so that their scale does not matter.
     *
     * @param seed any number; each layer has a seed of its own that follows from it
     * @return the recipe
     */
    static FilterRecipe gaussian(long seed) {
        return (layer, stage, maps, map) ->
                GaussianFilters.scaled(stage.filters(), map.channels(), stage.size(), seed + 7919L * layer);
    }
}
