package sc.fiji.invertibility.classify;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * Makes the layers of a classifier with fixed filters, from the image up. Each is batch normalised: its filters and
 * biases are such that the activations before the ReLU have mean 0 and variance 1 over a sample of the training images.
 */
public final class FilterStack {

    /** As in the usual batch normalisation. */
    private static final double EPSILON = 1e-5;

    private FilterStack() {}

    /**
     * Makes the layers.
     *
     * @param engine where to compute
     * @param architecture the layers
     * @param recipe how filters are made
     * @param sample some preprocessed training images, channel by channel and row by row
     * @param image the size of an image
     * @param monitor receives the progress
     * @return the layers, from the image up
     * @throws IllegalArgumentException if the recipe refuses, or the images are too small
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     */
    public static List<FilterLayer> of(
            Engine engine,
            ClassifierArchitecture architecture,
            FilterRecipe recipe,
            List<float[]> sample,
            Shape image,
            Monitor monitor) {
        if (sample.isEmpty()) throw new IllegalArgumentException("batch normalisation needs at least one image");
        architecture.features(image);
        List<FilterLayer> layers = new ArrayList<>();
        Shape map = image;
        List<float[]> maps = sample;
        int count = architecture.stages().size();
        for (int i = 0; i < count; i++) {
            Monitor part = monitor.part((double) i / count, (i + 1.0) / count);
            part.progress(0, "filters and statistics of layer " + (i + 1));
            ClassifierArchitecture.Stage stage = architecture.stages().get(i);
            FilterBank bank = recipe.filters(i, stage, maps, map);
            layers.add(normalised(engine, new FilterLayer(bank, stage.pool()), maps, map, part));
            if (i == count - 1) break;
            try (FeatureExtractor own = FeatureExtractor.of(engine, layers.subList(i, i + 1), 1, map)) {
                maps = inParts(own, maps, part);
                map = own.features();
            }
        }
        return List.copyOf(layers);
    }

    /** A layer whose activations have mean 0 and variance 1 over these inputs. */
    private static FilterLayer normalised(
            Engine engine, FilterLayer layer, List<float[]> inputs, Shape input, Monitor monitor) {
        int filters = layer.bank().filters();
        double[] sum = new double[filters], squares = new double[filters];
        int pixels = Math.toIntExact(input.pixels());
        try (FeatureExtractor linear = FeatureExtractor.linear(engine, List.of(layer), input)) {
            for (int from = 0; from < inputs.size(); from += linear.together()) {
                monitor.check();
                int to = Math.min(inputs.size(), from + linear.together());
                for (float[] h : linear.features(inputs.subList(from, to)))
                    for (int k = 0; k < filters; k++)
                        for (int i = k * pixels; i < (k + 1) * pixels; i++) {
                            sum[k] += h[i];
                            squares[k] += (double) h[i] * h[i];
                        }
            }
        }
        double count = (double) inputs.size() * pixels;
        double[] scale = new double[filters], shift = new double[filters];
        for (int k = 0; k < filters; k++) {
            double mean = sum[k] / count;
            double variance = Math.max(0, squares[k] / count - mean * mean);
            scale[k] = 1 / Math.sqrt(variance + EPSILON);
            shift[k] = -mean * scale[k];
        }
        return layer.scaled(scale, shift);
    }

    private static List<float[]> inParts(FeatureExtractor extractor, List<float[]> images, Monitor monitor) {
        List<float[]> maps = new ArrayList<>();
        for (int from = 0; from < images.size(); from += extractor.together()) {
            monitor.check();
            maps.addAll(extractor.features(images.subList(from, Math.min(images.size(), from + extractor.together()))));
        }
        return maps;
    }
}
