package sc.fiji.invertibility.network;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * The filters of a layer as seen from the image: for each unit the pattern, as large as its receptive field, whose
 * inner product with the image would be the unit's activation if every rectification passed everything, every pooling
 * took the mean, and there were no biases and no normalisation. For the first convolution these are its filters; the
 * higher the layer, the cruder the approximation.
 *
 * <p>They are built from the image upwards: the pattern of a layer is a sum of patterns of the layer below, shifted by
 * the distance between that layer's units in the image.
 */
public final class ImagePatterns {

    private final float[][] patterns;
    private final int channels;
    private final int height;
    private final int width;
    private final int jump;

    private ImagePatterns(float[][] patterns, int channels, int height, int width, int jump) {
        this.patterns = patterns;
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.jump = jump;
    }

    /**
     * Computes the patterns of a layer's units.
     *
     * @param network the network, complete up to the layer
     * @param layer any name of the layer
     * @param monitor receives the progress and may stop the work
     * @return K patterns with the image's channels
     * @throws IllegalArgumentException if there is no such layer, or filters below it are missing
     * @throws CancellationException if the user asked to stop
     */
    public static FilterBank of(Network network, String layer, Monitor monitor) {
        List<Layer> path = network.architecture().through(network.layer(layer));
        ImagePatterns patterns = pixels(network.architecture().channels());
        for (Layer next : path) {
            monitor.progress(path.indexOf(next) / (double) path.size(), "projecting " + next.name() + " to the image");
            if (next instanceof Layer.Convolution convolution) {
                patterns = patterns.through(network.bank(convolution), monitor);
            } else if (next instanceof Layer.MaxPool pool) {
                patterns = patterns.through(pool, monitor);
            }
        }
        return patterns.bank();
    }

    /** The image itself: one pattern per channel, a single pixel. */
    private static ImagePatterns pixels(int channels) {
        float[][] patterns = new float[channels][channels];
        for (int c = 0; c < channels; c++) patterns[c][c] = 1;
        return new ImagePatterns(patterns, channels, 1, 1, 1);
    }

    private ImagePatterns through(FilterBank bank, Monitor monitor) {
        int perGroup = bank.filters() / bank.groups();
        ImagePatterns above = enlarged(bank.filters(), bank.height(), bank.width(), bank.stride());
        above.each(monitor, (k, pattern) -> {
            int firstChannel = k / perGroup * bank.filterChannels();
            for (int m = 0; m < bank.filterChannels(); m++)
                for (int y = 0; y < bank.height(); y++)
                    for (int x = 0; x < bank.width(); x++)
                        add(bank.weight(k, m, y, x), firstChannel + m, y, x, pattern, above);
        });
        return above;
    }

    private ImagePatterns through(Layer.MaxPool pool, Monitor monitor) {
        int window = pool.pooling().window();
        ImagePatterns above =
                enlarged(patterns.length, window, window, pool.pooling().stride());
        float share = 1f / (window * window);
        above.each(monitor, (k, pattern) -> {
            for (int y = 0; y < window; y++) for (int x = 0; x < window; x++) add(share, k, y, x, pattern, above);
        });
        return above;
    }

    /** Zeros, for units that cover a number of these in each direction. */
    private ImagePatterns enlarged(int units, int rows, int columns, int stride) {
        int tall = height + (rows - 1) * jump, wide = width + (columns - 1) * jump;
        long values = (long) channels * tall * wide;
        if (values * units > Integer.MAX_VALUE - 8)
            throw new IllegalArgumentException(
                    units + " patterns of " + wide + "×" + tall + " pixels are more than an array holds");
        return new ImagePatterns(
                new float[units][(int) values], channels, tall, wide, Math.multiplyExact(jump, stride));
    }

    /** Adds a multiple of the pattern of one of these units, shifted by y and x units. */
    private void add(float factor, int unit, int y, int x, float[] target, ImagePatterns above) {
        float[] source = patterns[unit];
        for (int row = 0; row < channels * height; row++) {
            int c = row / height;
            int to = (c * above.height + row % height + y * jump) * above.width + x * jump;
            int from = row * width;
            for (int i = 0; i < width; i++) target[to + i] += factor * source[from + i];
        }
    }

    private interface Unit {
        void compute(int number, float[] pattern);
    }

    private void each(Monitor monitor, Unit unit) {
        IntStream.range(0, patterns.length).parallel().forEach(k -> {
            monitor.check();
            unit.compute(k, patterns[k]);
        });
    }

    private FilterBank bank() {
        int length = channels * height * width;
        float[] weights = new float[patterns.length * length];
        for (int k = 0; k < patterns.length; k++) {
            System.arraycopy(patterns[k], 0, weights, k * length, length);
            patterns[k] = null;
        }
        return FilterBank.of(weights, patterns.length, channels, height, width);
    }
}
