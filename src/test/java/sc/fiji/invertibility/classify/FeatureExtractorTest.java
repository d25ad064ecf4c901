package sc.fiji.invertibility.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;

/** On the Java engine and on the one that would be chosen: the same where there is no OpenCL. */
class FeatureExtractorTest {

    private static final Shape IMAGE = new Shape(3, 21, 17);

    @ParameterizedTest
    @ValueSource(strings = {Engines.JAVA, Engines.AUTO})
    void manyImagesTogetherHaveTheFeaturesThatTheDefinitionGivesEachOfThem(String device) {
        List<FilterLayer> layers = List.of(
                new FilterLayer(biased(GaussianFilters.scaled(6, 3, 5, 1)), 2),
                new FilterLayer(biased(GaussianFilters.scaled(5, 6, 3, 2)), 1),
                new FilterLayer(biased(GaussianFilters.scaled(4, 5, 3, 3)), 2));
        List<float[]> images = images(7, 5);
        try (Engine engine = Engines.open(device, warning -> {});
                FeatureExtractor extractor = FeatureExtractor.of(engine, layers, 2, IMAGE)) {
            assertEquals(new Shape(4, 2, 2), extractor.features());
            List<float[]> features = extractor.features(images);
            for (int i = 0; i < images.size(); i++)
                assertArrayEquals(defined(layers, 2, images.get(i)), features.get(i), 1e-5f, "image " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Engines.JAVA, Engines.AUTO})
    void everyLayersActivationsHaveMeanZeroAndVarianceOneOverTheSample(String device) {
        ClassifierArchitecture architecture = ClassifierArchitecture.parse("(6)5c-2pmax-(4)3c-2pmax");
        List<float[]> images = images(9, 40);
        try (Engine engine = Engines.open(device, warning -> {})) {
            List<FilterLayer> layers =
                    FilterStack.of(engine, architecture, FilterRecipe.gaussian(5), images, IMAGE, Monitor.NONE);
            for (int last = 1; last <= 2; last++)
                try (FeatureExtractor linear = FeatureExtractor.linear(engine, layers.subList(0, last), IMAGE)) {
                    int filters = layers.get(last - 1).bank().filters();
                    double[] sum = new double[filters], squares = new double[filters];
                    int count = 0;
                    for (float[] image : images) {
                        float[] h = linear.features(List.of(image)).get(0);
                        int pixels = h.length / filters;
                        count += pixels;
                        for (int i = 0; i < h.length; i++) {
                            sum[i / pixels] += h[i];
                            squares[i / pixels] += (double) h[i] * h[i];
                        }
                    }
                    for (int k = 0; k < filters; k++) {
                        assertEquals(0, sum[k] / count, 1e-4, "mean of filter " + k + " of layer " + last);
                        assertEquals(1, squares[k] / count, 1e-3, "variance of filter " + k + " of layer " + last);
                    }
                }
        }
    }

    private static FilterBank biased(FilterBank bank) {
        float[] bias = new float[bank.filters()];
        for (int k = 0; k < bias.length; k++) bias[k] = 0.1f * k - 0.15f;
        return bank.withBias(bias);
    }

    static List<float[]> images(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<float[]> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] values = new float[(int) IMAGE.size()];
            for (int j = 0; j < values.length; j++) values[j] = (float) (2 * random.nextDouble() - 1);
            images.add(values);
        }
        return images;
    }

    /** Convolution, ReLU, max pooling and average pooling of one image, by their definitions. */
    private static float[] defined(List<FilterLayer> layers, int average, float[] image) {
        double[] x = new double[image.length];
        for (int i = 0; i < x.length; i++) x[i] = image[i];
        int height = IMAGE.height(), width = IMAGE.width();
        for (FilterLayer layer : layers) {
            double[] h = convolved(layer.bank(), x, height, width);
            x = pooled(h, layer.bank().filters(), height, width, layer.pool(), true);
            height /= layer.pool();
            width /= layer.pool();
        }
        int filters = layers.get(layers.size() - 1).bank().filters();
        double[] mean = pooled(x, filters, height, width, average, false);
        float[] result = new float[mean.length];
        for (int i = 0; i < result.length; i++) result[i] = (float) mean[i];
        return result;
    }

    private static double[] convolved(FilterBank w, double[] x, int height, int width) {
        double[] h = new double[w.filters() * height * width];
        int half = w.height() / 2;
        float[] bias = w.bias();
        for (int k = 0; k < w.filters(); k++)
            for (int y = 0; y < height; y++)
                for (int c = 0; c < width; c++) {
                    double sum = bias[k];
                    for (int m = 0; m < w.channels(); m++)
                        for (int dy = 0; dy < w.height(); dy++)
                            for (int dx = 0; dx < w.width(); dx++) {
                                int row = y + dy - half, column = c + dx - half;
                                if (row < 0 || row >= height || column < 0 || column >= width) continue;
                                sum += w.weight(k, m, dy, dx) * x[(m * height + row) * width + column];
                            }
                    h[(k * height + y) * width + c] = Math.max(0, sum);
                }
        return h;
    }

    private static double[] pooled(double[] h, int channels, int height, int width, int window, boolean max) {
        int rows = height / window, columns = width / window;
        double[] result = new double[channels * rows * columns];
        for (int k = 0; k < channels; k++)
            for (int y = 0; y < rows * window; y++)
                for (int x = 0; x < columns * window; x++) {
                    int at = (k * rows + y / window) * columns + x / window;
                    double value = h[(k * height + y) * width + x];
                    result[at] = max ? Math.max(result[at], value) : result[at] + value / (window * window);
                }
        return result;
    }
}
