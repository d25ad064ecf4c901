package sc.fiji.invertibility.compute.opencl.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;

/** Matrix products are divided among the units of cards of any size, and give the same sums in any number of parts. */
class TileChoiceTest {

    private static final DeviceLimits LARGE_CARD = new DeviceLimits(1024, 48 << 10, true, 132);
    private static final DeviceLimits SMALL_CARD = new DeviceLimits(256, 32 << 10, true, 20);

    @ParameterizedTest(name = "{3} products of {2} values for {0}×{1} outputs: {4}")
    @CsvSource({
        // Winograd filtering of layers of VGG, for which these were the fastest on such a card.
        "3136, 64, 64, 36, LARGE",
        "196, 256, 256, 36, MEDIUM",
        "16, 512, 512, 36, NARROW_IN_4_PARTS",
        // 1×1 filters on few pixels.
        "196, 128, 512, 1, NARROW_IN_16_PARTS",
        "49, 128, 832, 1, NARROW_IN_16_PARTS",
        "3136, 64, 256, 1, NARROW_IN_8_PARTS",
    })
    void aLargeCardGetsEnoughGroups(long m, long n, long k, long products, GemmTile expected) {
        assertEquals(expected, new TileChoice(m, n, k, products).on(LARGE_CARD));
    }

    @Test
    void groupsAreWhatTheDeviceAllows() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1000; i++) {
            int items = 64 << random.nextInt(5), units = random.nextInt(1, 200);
            DeviceLimits limits = new DeviceLimits(items, 1024L << random.nextInt(4, 7), true, units);
            long k = random.nextLong(1, 5000), products = random.nextLong(1, 80);
            TileChoice choice = new TileChoice(random.nextLong(1, 5000), random.nextLong(1, 600), k, products);
            assertTrue(choice.on(limits).fits(limits), choice + " on " + limits);
        }
    }

    @ParameterizedTest(name = "{0} filters of {1}×{2}×{2}, {3} groups, stride {4}, padding {5}, on {6}×{7}")
    @CsvSource({
        "128, 512, 1, 1, 1, 0, 14, 14",
        "40, 832, 1, 1, 1, 0, 7, 7",
        "36, 200, 1, 2, 1, 0, 5, 9",
        "70, 130, 1, 1, 2, 0, 13, 10",
        "33, 300, 1, 1, 1, 1, 6, 7",
        "24, 9, 3, 1, 1, 1, 30, 31",
        "96, 150, 3, 1, 1, 1, 7, 7",
        "50, 65, 2, 1, 3, 1, 11, 16",
    })
    void anyPartsGiveTheSameSums(
            int filters, int channels, int size, int groups, int stride, int padding, int height, int width) {
        FilterBank bank = GaussianFilters.scaled(filters, channels / groups, size, 3)
                .withGroups(groups)
                .withStride(stride)
                .withPadding(Padding.of(padding));
        Shape x = new Shape(channels, height, width), h = x.activations(bank);
        SplittableRandom random = new SplittableRandom(4);
        float[] pixels = new float[(int) x.size()], activations = new float[(int) h.size()];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (float) random.nextDouble(-1, 1);
        for (int i = 0; i < activations.length; i++) activations[i] = (float) random.nextDouble(-1, 1);
        double[] convolved = DirectFiltering.convolved(bank, x, pixels);
        double[] transposed = DirectFiltering.transposed(bank, x, activations);
        for (DeviceLimits card : new DeviceLimits[] {LARGE_CARD, SMALL_CARD})
            try (Engine engine = GpuTestDevice.open(atMost(card, GpuTestDevice.limits()), Long.MAX_VALUE);
                    Scope scope = new Scope()) {
                PackedFilters w = engine.pack(scope, bank);
                FeatureMap map = engine.upload(scope, ArrayImgs.floats(pixels, width, height, channels));
                FeatureMap code = engine.upload(scope, ArrayImgs.floats(activations, h.width(), h.height(), filters));
                FeatureMap forward = engine.convolve(scope, map, w, Rectification.NONE);
                FeatureMap back = engine.adjoint(scope, code, w, height, width);
                assertEquals(0, DirectFiltering.relativeError(engine.download(forward), convolved), 1e-6);
                assertEquals(0, DirectFiltering.relativeError(engine.download(back), transposed), 1e-6);
            }
    }

    /** A card that the device can stand for. */
    private static DeviceLimits atMost(DeviceLimits card, DeviceLimits device) {
        return new DeviceLimits(
                Math.min(card.items(), device.items()),
                Math.min(card.localBytes(), device.localBytes()),
                device.hasDouble(),
                card.units());
    }
}
