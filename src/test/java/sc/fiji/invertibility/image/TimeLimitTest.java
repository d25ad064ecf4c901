package sc.fiji.invertibility.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeLimitTest {

    @Test
    void resultsAndFailuresArePassedOn() throws Exception {
        for (TimeLimit patience : new TimeLimit[] {TimeLimit.DEFAULT, TimeLimit.NONE}) {
            assertEquals(7, patience.wait(() -> 7));
            assertThrows(
                    IOException.class,
                    () -> patience.wait(() -> {
                        throw new IOException("as it came");
                    }));
            assertThrows(
                    OutOfMemoryError.class,
                    () -> patience.wait(() -> {
                        throw new OutOfMemoryError();
                    }));
        }
    }

    @Test
    void workThatTakesTooLongIsInterruptedAndNamed() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicBoolean heard = new AtomicBoolean();
        TimeLimit.LostException lost = assertThrows(
                TimeLimit.LostException.class,
                () -> TimeLimit.ofSeconds(0.25).wait(() -> {
                    try {
                        never.await();
                    } catch (InterruptedException stop) {
                        heard.set(true);
                    }
                    return 1;
                }));
        assertEquals("it takes longer than patience=0.25 seconds", lost.getMessage());
        assertTrue(heard.get());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void noTimeIsRefused(double seconds) {
        assertThrows(IllegalArgumentException.class, () -> TimeLimit.ofSeconds(seconds));
    }
}
