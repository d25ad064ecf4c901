package sc.fiji.invertibility.compute.java;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;

class WinogradF2x2Test {

    private final HeapMemory memory = new HeapMemory(1 << 28);
    private final WorkerPool workers = new WorkerPool(3);

    @ParameterizedTest
    @CsvSource({"7, 9, 1, 20, 31", "6, 4, 0, 33, 17", "1, 1, 1, 16, 16", "5, 8, 2, 18, 40"})
    void filtersAsDirectSumsDo(int height, int width, int padding, int filters, int channels) {
        float[] bias = random(1, filters)[0];
        FilterBank bank = GaussianFilters.scaled(filters, channels, 3, 6)
                .withPadding(Padding.of(padding))
                .withBias(bias);
        HeapMap x = map(channels, height, width);
        WeightLayouts layouts = new WeightLayouts(bank);
        HeapMap expected = map(filters, bank.outputHeight(height), bank.outputWidth(width));
        HeapMap h = map(filters, expected.height(), expected.width());
        for (FilterTaps taps : layouts.forward()) new DirectCorrelation(workers).apply(taps, x, expected, bias, true);
        new WinogradF2x2(memory, workers)
                .apply(layouts.winograd(workers, false, WinogradVariant.F2X2), x, h, bias, true);
        assertSame(expected, h);
        HeapMap back = map(channels, height, width), even2x2 = map(channels, height, width);
        for (FilterTaps taps : layouts.transposed()) new DirectCorrelation(workers).apply(taps, h, back, null, false);
        new WinogradF2x2(memory, workers)
                .apply(layouts.winograd(workers, true, WinogradVariant.F2X2), h, even2x2, null, false);
        assertSame(back, even2x2);
    }

    @Test
    void isChosenWhereManyWeightsMeetFewTiles() {
        assertEquals(WinogradVariant.F2X2, WinogradVariant.of(new Shape(512, 14, 14), 512));
        assertEquals(WinogradVariant.F4X4_CHANNEL_ROWS, WinogradVariant.of(new Shape(512, 28, 28), 512));
        assertEquals(WinogradVariant.F4X4_CHANNEL_ROWS, WinogradVariant.of(new Shape(64, 14, 14), 64));
        assertEquals(WinogradVariant.F4X4_TILE_ROWS, WinogradVariant.of(new Shape(64, 56, 56), 64));
    }

    private HeapMap map(int channels, int height, int width) {
        HeapMap map = new HeapMap(memory, new Shape(channels, height, width));
        float[][] values = random(channels, height * width);
        for (int c = 0; c < channels; c++) System.arraycopy(values[c], 0, map.plane(c), 0, height * width);
        return map;
    }

    private static float[][] random(int rows, int length) {
        SplittableRandom random = new SplittableRandom(rows + length);
        float[][] values = new float[rows][length];
        for (float[] row : values) for (int j = 0; j < length; j++) row[j] = (float) (random.nextDouble() - 0.5);
        return values;
    }

    private static void assertSame(HeapMap expected, HeapMap actual) {
        for (int c = 0; c < expected.shape().channels(); c++)
            assertArrayEquals(expected.plane(c), actual.plane(c), 1e-5f, "channel " + c);
    }
}
