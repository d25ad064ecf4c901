package sc.fiji.invertibility.compute;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.WaveletFilters;

/**
 * Two engines round differently, and may so choose differently where two activations are the same number. Images of two
 * values under wavelets are full of such ties; nothing else may be chosen differently.
 */
class TiesTest {

    private static final int WIDTH = 39, HEIGHT = 17, IMAGES = 60;

    /** Of the largest activation: what float sums of a few dozen terms may be off. */
    private static final double ROUNDING = 2e-6;

    private static final FilterBank HAAR =
            WaveletFilters.levels(WaveletFilters.Family.HAAR, 2, 1).withStride(2);

    private static final Pooling BLOCKS = Pooling.blocks(2, Pooling.Selection.LARGEST_MAGNITUDE);

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void whatAnEngineKeepsIsAsLargeAsWhatAnyOtherWouldKeep(Engine engine) {
        SplittableRandom random = new SplittableRandom(39);
        for (int i = 0; i < IMAGES; i++) {
            float[] pixels = binary(random);
            Dense h = Oracle.convolve(Dense.of(new Shape(1, HEIGHT, WIDTH), pixels), HAAR, Rectification.NONE);
            HostCode pooled = Oracle.pool(h, BLOCKS);
            double[] sizes =
                    magnitudes(Oracle.unpool(pooled, Unpooling.SWITCHES).values());
            double[] sorted = magnitudes(toDouble(pooled.values()));
            Arrays.sort(sorted);
            int kept = sorted.length / 4;
            double cut = sorted[sorted.length - kept], rounding = ROUNDING * sorted[sorted.length - 1];
            double[] code = kept(engine, pixels, kept);
            int count = 0;
            for (int p = 0; p < code.length; p++) {
                double size = Math.abs(h.values()[p]);
                if (code[p] != 0) {
                    count++;
                    assertTrue(size >= cut - rounding, "kept " + size + " below the cut " + cut);
                    assertTrue(Math.abs(code[p] - h.values()[p]) <= rounding, "the value is that of its place");
                    assertTrue(size >= largestOfItsBlock(h, p) - rounding, "the block has a larger one");
                } else if (sizes[p] > cut + rounding)
                    assertTrue(isKeptElsewhereInItsBlock(h, code, p), "left out " + size + " above the cut " + cut);
            }
            assertTrue(count == kept, count + " instead of " + kept);
        }
    }

    private static double[] kept(Engine engine, float[] pixels, int count) {
        try (Scope scope = new Scope()) {
            FeatureMap x = engine.upload(scope, ArrayImgs.floats(pixels, WIDTH, HEIGHT, 1));
            FeatureMap h = engine.convolve(scope, x, engine.pack(scope, HAAR), Rectification.NONE);
            PooledCode z = engine.pool(scope, h, BLOCKS);
            engine.keepLargest(z, count);
            return Dense.of(engine.download(engine.unpool(scope, z, Unpooling.SWITCHES)))
                    .values();
        }
    }

    private static double largestOfItsBlock(Dense h, int position) {
        double largest = 0;
        for (int other : blockOf(h, position)) largest = Math.max(largest, Math.abs(h.values()[other]));
        return largest;
    }

    private static boolean isKeptElsewhereInItsBlock(Dense h, double[] code, int position) {
        return Arrays.stream(blockOf(h, position)).anyMatch(other -> code[other] != 0);
    }

    private static int[] blockOf(Dense h, int position) {
        int width = h.shape().width(), height = h.shape().height();
        int channel = position / (width * height), y = position / width % height / 2 * 2, x = position % width / 2 * 2;
        return IntStream.range(0, 4)
                .filter(i -> y + i / 2 < height && x + i % 2 < width)
                .map(i -> h.index(channel, y + i / 2, x + i % 2))
                .toArray();
    }

    private static float[] binary(SplittableRandom random) {
        float[] pixels = new float[WIDTH * HEIGHT];
        float mean = 0;
        for (int i = 0; i < pixels.length; i++) mean += (pixels[i] = random.nextInt(2)) / pixels.length;
        for (int i = 0; i < pixels.length; i++) pixels[i] -= mean;
        return pixels;
    }

    private static double[] magnitudes(double[] values) {
        return Arrays.stream(values).map(Math::abs).toArray();
    }

    private static double[] toDouble(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) wide[i] = values[i];
        return wide;
    }
}
