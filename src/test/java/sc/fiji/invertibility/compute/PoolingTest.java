package sc.fiji.invertibility.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.invertibility.compute.Pooling.Selection;

class PoolingTest {

    /** Sizes as PyTorch's MaxPool2d reports them, with ceil_mode = partial. */
    @ParameterizedTest
    @CsvSource({
        "2, 2, true, 224, 112", "2, 2, true, 7, 4", "2, 2, false, 7, 3", "3, 2, false, 55, 27", "3, 2, true, 56, 28",
        "3, 2, false, 56, 27", "3, 2, true, 3, 1", "3, 2, true, 1, 1", "3, 1, true, 5, 3", "8, 8, true, 5, 1"
    })
    void countsWindows(int window, int stride, boolean partial, int length, int windows) {
        Pooling pooling = new Pooling(window, stride, partial, Selection.LARGEST);
        assertEquals(new Shape(5, windows, windows), pooling.pooledShape(new Shape(5, length, length)));
    }

    @Test
    void blocksCoverEveryPixelOnce() {
        for (int size = 1; size < 9; size++)
            for (int length = 1; length < 40; length++) {
                Shape pooled = Pooling.blocks(size, Selection.LARGEST).pooledShape(new Shape(1, length, 1));
                assertTrue(pooled.height() * size >= length && (pooled.height() - 1) * size < length);
            }
    }

    @Test
    void refusesWindowsThatLeaveGapsOrDoNotFit() {
        assertThrows(IllegalArgumentException.class, () -> Pooling.blocks(0, Selection.LARGEST));
        assertThrows(IllegalArgumentException.class, () -> new Pooling(2, 3, true, Selection.LARGEST));
        assertThrows(IllegalArgumentException.class, () -> new Pooling(2, 0, true, Selection.LARGEST));
        Pooling whole = new Pooling(3, 2, false, Selection.LARGEST);
        assertThrows(IllegalArgumentException.class, () -> whole.pooledShape(new Shape(1, 2, 9)));
    }

    @Test
    void aCodeNeedsAValueAndASwitchAUnit() {
        Pooling pairs = Pooling.blocks(2, Selection.LARGEST);
        Shape shape = new Shape(1, 4, 4);
        assertEquals(new Shape(1, 2, 2), new HostCode(new float[4], new int[4], shape, pairs).shape());
        assertThrows(IllegalArgumentException.class, () -> new HostCode(new float[3], new int[4], shape, pairs));
        assertThrows(IllegalArgumentException.class, () -> new HostCode(new float[4], new int[5], shape, pairs));
    }

    @Test
    void aShapeIsPositive() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 0, 1));
        assertEquals(64L * 65536 * 65536, new Shape(64, 65536, 65536).size());
    }
}
