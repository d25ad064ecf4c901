package sc.fiji.invertibility.compute.java;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;

/** Every way to transpose a code, also where it would not be chosen, against unpooling it and filtering densely. */
class CodeAdjointTest {

    private static final int HEIGHT = 37, WIDTH = 29;

    private final HeapMemory memory = new HeapMemory(1 << 28);
    private final WorkerPool workers = new WorkerPool(3);
    private final PooledRows rows = new PooledRows(workers);
    private final SplittableRandom random = new SplittableRandom(8);

    @ParameterizedTest
    @CsvSource({
        "70, 3, 5, 1, 2, 2, 2",
        "9, 1, 4, 2, 1, 2, 2",
        "130, 2, 3, 1, 0, 3, 2",
        "5, 4, 7, 3, 3, 1, 1",
        "6, 3, 1, 1, 0, 4, 4",
    })
    void windowByWindow(int filters, int channels, int size, int stride, int padding, int window, int step) {
        FilterBank bank = bank(filters, channels, size, stride, padding);
        PatchAdjoint patches = new PatchAdjoint(workers);
        HeapCode z = code(bank, window, step);
        assertTrue(PatchAdjoint.suits(bank, z));
        for (Unpooling unpooling : Unpooling.values()) {
            HeapMap x = new HeapMap(memory, new Shape(channels, HEIGHT, WIDTH));
            patches.apply(packed(bank), z, unpooling, x);
            assertSame(dense(bank, z, unpooling), x);
        }
    }

    @ParameterizedTest
    @CsvSource({"70, 33, 3, 1, 1, 2, 2", "5, 300, 2, 2, 1, 3, 2", "65, 40, 5, 3, 0, 1, 1"})
    void termByTerm(int filters, int channels, int size, int stride, int padding, int window, int step) {
        FilterBank bank = bank(filters, channels, size, stride, padding);
        SparseAdjoint sparse = new SparseAdjoint(workers);
        List<HeapCode> codes = List.of(code(bank, window, step), code(bank, window, step));
        for (Unpooling unpooling : Unpooling.values()) {
            Shape shape = new Shape(channels, HEIGHT, WIDTH);
            List<HeapMap> x = List.of(new HeapMap(memory, shape), new HeapMap(memory, shape));
            sparse.apply(packed(bank), codes, unpooling, x);
            for (int i = 0; i < 2; i++) assertSame(dense(bank, codes.get(i), unpooling), x.get(i));
        }
    }

    private HeapMap dense(FilterBank bank, HeapCode z, Unpooling unpooling) {
        HeapMap h = new HeapMap(memory, z.unpooledShape());
        new HeapUnpooling(rows).unpool(z, unpooling, h);
        HeapMap x = new HeapMap(memory, new Shape(bank.channels(), HEIGHT, WIDTH));
        for (FilterTaps taps : packed(bank).layouts().transposed())
            new DirectCorrelation(workers).apply(taps, h, x, null, false);
        return x;
    }

    private HeapFilters packed(FilterBank bank) {
        return new HeapFilters(memory, bank, new WeightLayouts(bank));
    }

    private static FilterBank bank(int filters, int channels, int size, int stride, int padding) {
        return GaussianFilters.scaled(filters, channels, size, 4)
                .withStride(stride)
                .withPadding(Padding.of(padding));
    }

    /** A third of the units is not zero. */
    private HeapCode code(FilterBank bank, int window, int step) {
        Shape shape = new Shape(bank.filters(), bank.outputHeight(HEIGHT), bank.outputWidth(WIDTH));
        Pooling pooling = new Pooling(window, step, true, Pooling.Selection.LARGEST_MAGNITUDE);
        HeapMap h = new HeapMap(memory, shape);
        for (float[] plane : h.planes())
            for (int i = 0; i < plane.length; i++) plane[i] = (float) random.nextDouble() - 0.5f;
        HeapCode z = new HeapCode(memory, shape, pooling);
        new MaxPooling(rows).pool(h, z);
        assertTrue(new TopK(new MapPieces(workers)).apply(z, z.shape().size() / 3));
        return z;
    }

    private static void assertSame(HeapMap expected, HeapMap actual) {
        for (int c = 0; c < expected.shape().channels(); c++)
            assertArrayEquals(expected.plane(c), actual.plane(c), 1e-5f, "channel " + c);
        assertTrue(new Algebra(new MapPieces(new WorkerPool(1))).dot(expected, expected) > 0);
    }
}
