package sc.fiji.invertibility.compute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SparseCodeTest {

    private static final Pooling PAIRS = Pooling.blocks(2, Pooling.Selection.LARGEST_MAGNITUDE);

    @Test
    void holdsWhatIsNotZero() {
        HostCode code = Oracle.pool(Dense.integers(new Shape(3, 5, 7), 1, new SplittableRandom(1)), PAIRS);
        SparseCode sparse = SparseCode.of(code);
        assertEquals(code.shape(), sparse.shape());
        HostCode dense = sparse.dense();
        assertArrayEquals(code.values(), dense.values());
        int nonzeros = 0;
        for (int unit = 0; unit < code.values().length; unit++) {
            if (code.values()[unit] == 0) continue;
            nonzeros++;
            assertEquals(code.switches()[unit], dense.switches()[unit]);
        }
        assertEquals(nonzeros, sparse.units().size());
    }

    @Test
    void refusesUnitsThatTheCodeDoesNotHaveOrThatDoNotAscend() {
        for (int[] indices : new int[][] {{4}, {-1}, {2, 1}, {1, 1}}) {
            UnitList units = new UnitList(indices, new float[indices.length], new int[indices.length]);
            assertThrows(IllegalArgumentException.class, () -> new SparseCode(units, new Shape(1, 4, 4), PAIRS));
        }
    }
}
