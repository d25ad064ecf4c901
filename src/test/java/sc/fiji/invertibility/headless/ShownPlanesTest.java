package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ShownPlanesTest {

    private static final int MOST = 12;

    @Test
    void aPlainStackShowsItsFirstAndItsLastSlice() {
        assertEquals(List.of(0), ShownPlanes.of(1, 1, MOST).slices());
        for (int[] sizes : new int[][] {{1, 100}, {100, 1}}) {
            List<Integer> slices = ShownPlanes.of(sizes[0], sizes[1], MOST).slices();
            assertEquals(MOST, slices.size());
            assertEquals(0, slices.get(0));
            assertEquals(99, slices.get(11));
        }
    }

    /** Errors of ten iterations in seven z: iteration 4 of the first beside iteration 4 of the others. */
    @Test
    void aHyperstackShowsTheSameChannelsOfEachPlane() {
        ShownPlanes shown = ShownPlanes.of(10, 7, MOST);
        assertEquals(4, shown.columns());
        assertEquals(List.of(0, 3, 6, 9, 30, 33, 36, 39, 60, 63, 66, 69), shown.slices());
    }

    @Test
    void everythingIsShownThatFits() {
        for (int channels = 1; channels <= MOST; channels++)
            for (int planes = 1; planes <= 200; planes++) {
                ShownPlanes shown = ShownPlanes.of(channels, planes, MOST);
                int all = channels * planes, room = shown.slices().size();
                assertTrue(room <= MOST && room >= Math.min(all, MOST / 2), channels + " × " + planes + ": " + room);
                if (all <= MOST) assertEquals(all, room, channels + " × " + planes);
                assertEquals(room, new TreeSet<>(shown.slices()).size(), "none twice");
                assertEquals(all - 1, shown.slices().get(room - 1));
            }
    }
}
