package sc.fiji.invertibility.classify;

import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.network.Preprocessing;

/**
 * Where the layers of a classifier come from whose filters are not trained.
 *
 * @param origin in words, for the user
 * @param preprocessing what the layers' filters need; null for images of mean 0 and variance 1 in each channel
 * @param average the side of the average pooling's windows in pixels; 1 for none
 * @param maker makes the layers
 */
public record FixedFilters(String origin, Preprocessing preprocessing, int average, Maker maker) {

    /** Makes layers. */
    @FunctionalInterface
    public interface Maker {

        /**
         * Makes layers.
         *
         * @param engine where to compute
         * @param sample some preprocessed training images
         * @param image the size of an image
         * @param monitor receives the progress
         * @return the layers, from the image up
         */
        List<FilterLayer> layers(Engine engine, List<float[]> sample, Shape image, Monitor monitor);
    }

    /**
     * Batch-normalised layers of an architecture.
     *
     * @param origin in words, for the user
     * @param architecture the layers
     * @param recipe how their filters are made
     * @return the filters
     */
    public static FixedFilters of(String origin, ClassifierArchitecture architecture, FilterRecipe recipe) {
        return new FixedFilters(
                origin,
                null,
                architecture.average(),
                (engine, sample, image, monitor) ->
                        FilterStack.of(engine, architecture, recipe, sample, image, monitor));
    }

    /**
     * Layers as they are, for example of a trained network.
     *
     * @param origin in words, for the user
     * @param preprocessing what their filters need
     * @param layers from the image up
     * @param average the side of the average pooling's windows in pixels; 1 for none
     * @return the filters
     */
    public static FixedFilters of(String origin, Preprocessing preprocessing, List<FilterLayer> layers, int average) {
        return new FixedFilters(origin, preprocessing, average, (engine, sample, image, monitor) -> layers);
    }
}
