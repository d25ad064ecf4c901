package sc.fiji.invertibility.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TrainingClockTest {

    @Test
    void whatWasBeforeTheTrainingWasResumedCounts() {
        TrainingClock clock = TrainingClock.start(2, 90);
        assertTrue(clock.seconds() >= 90);
        assertTrue(clock.done() >= 0.75);
        assertTrue(TrainingClock.start(1, 60).done() >= 1);
    }

    @Test
    void withoutALimitNoPartOfItIsOver() {
        assertEquals(0, TrainingClock.start(Double.POSITIVE_INFINITY, 1e9).done());
    }
}
