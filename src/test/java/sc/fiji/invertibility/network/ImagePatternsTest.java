package sc.fiji.invertibility.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.filters.FilterBank;

class ImagePatternsTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theInnerProductWithTheImageIsTheLinearNetwork(long seed) {
        Random random = new Random(seed);
        List<Layer> layers = layers(random);
        Architecture architecture = Architecture.of("Test", 2, layers);
        Network network = Network.gaussian(architecture, seed);
        String top = layers.get(layers.size() - 1).name();
        FilterBank patterns = ImagePatterns.of(network, top, Monitor.NONE);
        int height = patterns.height(), width = patterns.width();
        double[][][] image = new double[2][height][width];
        for (double[][] channel : image)
            for (double[] row : channel) for (int x = 0; x < width; x++) row[x] = random.nextGaussian();

        double[][][] activations = image;
        for (Layer layer : layers)
            activations = layer instanceof Layer.Convolution c
                    ? convolved(activations, network.bank(c))
                    : averaged(activations, ((Layer.MaxPool) layer).pooling());

        assertEquals(patterns.filters(), activations.length);
        for (int k = 0; k < patterns.filters(); k++) {
            assertEquals(1, activations[k].length * activations[k][0].length, "the pattern is the receptive field");
            double product = 0;
            for (int c = 0; c < 2; c++)
                for (int y = 0; y < height; y++)
                    for (int x = 0; x < width; x++) product += patterns.weight(k, c, y, x) * image[c][y][x];
            assertEquals(product, activations[k][0][0], 1e-4 * Math.abs(product) + 1e-5);
        }
    }

    @Test
    void thoseOfTheFirstLayerAreItsFilters() {
        Architecture vgg = Vgg.sixteen().upTo("conv1_1");
        Network network = Network.gaussian(vgg, 5);
        FilterBank filters = network.bank(vgg.convolutions().get(0));
        assertArrayEquals(
                filters.weights(),
                ImagePatterns.of(network, "conv(1,1)", Monitor.NONE).weights());
    }

    @Test
    void aMissingLayerIsNamed() {
        Network none = Network.of(Vgg.sixteen(), Map.of());
        String message = assertThrows(
                        IllegalArgumentException.class, () -> ImagePatterns.of(none, "conv1_2", Monitor.NONE))
                .getMessage();
        assertTrue(message.contains("conv1_1"), message);
    }

    @Test
    void theUserStopsIt() {
        Network network = Network.gaussian(Vgg.sixteen().upTo("conv2_1"), 1);
        Monitor stop = new Monitor() {
            @Override
            public void progress(double fraction, String message) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        assertThrows(CancellationException.class, () -> ImagePatterns.of(network, "conv2_1", stop));
    }

    private static List<Layer> layers(Random random) {
        List<Layer> layers = new ArrayList<>();
        int channels = 2;
        for (int i = 1; i <= 3; i++) {
            int groups = 1 + random.nextInt(2), filters = 2 * (1 + random.nextInt(2));
            layers.add(Layer.Convolution.square(
                    "conv" + i, filters, channels, 1 + random.nextInt(3), 1 + random.nextInt(2), 0, groups));
            channels = filters;
            int window = 1 + random.nextInt(3);
            layers.add(new Layer.MaxPool(
                    "pool" + i, new Pooling(window, 1 + random.nextInt(window), false, Pooling.Selection.LARGEST)));
        }
        return layers;
    }

    private static double[][][] convolved(double[][][] input, FilterBank bank) {
        int stride = bank.stride(), perGroup = bank.filters() / bank.groups();
        int rows = (input[0].length - bank.height()) / stride + 1;
        int columns = (input[0][0].length - bank.width()) / stride + 1;
        double[][][] output = new double[bank.filters()][rows][columns];
        for (int k = 0; k < output.length; k++)
            for (int y = 0; y < rows; y++)
                for (int x = 0; x < columns; x++)
                    for (int m = 0; m < bank.filterChannels(); m++)
                        for (int dy = 0; dy < bank.height(); dy++)
                            for (int dx = 0; dx < bank.width(); dx++)
                                output[k][y][x] += bank.weight(k, m, dy, dx)
                                        * input[k / perGroup * bank.filterChannels() + m][y * stride + dy][
                                                x * stride + dx];
        return output;
    }

    private static double[][][] averaged(double[][][] input, Pooling pooling) {
        int window = pooling.window(), stride = pooling.stride();
        int rows = (input[0].length - window) / stride + 1, columns = (input[0][0].length - window) / stride + 1;
        double[][][] output = new double[input.length][rows][columns];
        for (int k = 0; k < output.length; k++)
            for (int y = 0; y < rows; y++)
                for (int x = 0; x < columns; x++)
                    for (int i = 0; i < window * window; i++)
                        output[k][y][x] +=
                                input[k][y * stride + i / window][x * stride + i % window] / (window * window);
        return output;
    }
}
