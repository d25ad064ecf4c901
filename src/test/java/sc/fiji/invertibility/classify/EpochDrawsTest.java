package sc.fiji.invertibility.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EpochDrawsTest {

    private static final int IMAGES = 100;

    private static EpochDraws draws() {
        return new EpochDraws(IMAGES, SoftmaxSettings.of(0, 3, 0, 5));
    }

    @Test
    void anEpochUsesEachImageOnceInAnOrderOfItsOwn() {
        EpochDraws draws = draws();
        int[] first = draws.order(), second = draws.order();
        assertFalse(Arrays.equals(first, second));
        Arrays.sort(second);
        assertArrayEquals(IntStream.range(0, IMAGES).toArray(), second);
    }

    @Test
    void afterASkippedEpochTheNumbersAreThoseOfAnUninterruptedRun() {
        EpochDraws whole = draws(), resumed = draws();
        whole.order();
        int batch = SoftmaxSettings.of(0, 3, 0, 5).batch(IMAGES);
        for (int step = 0; step < (IMAGES + batch - 1) / batch; step++) whole.step();
        resumed.skip();
        assertArrayEquals(whole.order(), resumed.order());
        assertEquals(whole.step(), resumed.step());
    }
}
