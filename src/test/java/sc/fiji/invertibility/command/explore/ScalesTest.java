package sc.fiji.invertibility.command.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalesTest {

    @Test
    void theSliderReachesAllAndGrowsWithEachPlace() {
        assertEquals(100, KeepScale.percent(KeepScale.PLACES));
        for (int place = 0; place <= KeepScale.PLACES; place++) {
            double percent = KeepScale.percent(place);
            assertTrue(percent > 0 && percent <= 100, place + ": " + percent);
            if (place > 0) assertTrue(percent >= KeepScale.percent(place - 1), place + ": " + percent);
            assertEquals(percent, KeepScale.percent(KeepScale.place(percent)), 0.03 * percent);
        }
    }

    @Test
    void aTenthTakesTheSameWayEverywhere() {
        assertEquals(KeepScale.place(100) - KeepScale.place(10), KeepScale.place(10) - KeepScale.place(1), 1);
    }

    @ParameterizedTest
    @CsvSource({"0.9, 1, 0.5", "1, 1, 1", "1.1, 2, 1", "20, 20, 20", "499, 500, 200", "0.0031, 0.005, 0.002"})
    void barsEndAtRoundNumbers(double value, double above, double below) {
        assertEquals(above, RoundNumber.atLeast(value), 1e-12);
        assertEquals(below, RoundNumber.atMost(value), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({"0.0004, 0.040 %", "0.0123, 1.23 %", "0.514, 51.4 %", "1.4142, 141 %", "0, 0 %"})
    void errorsAreReadInPerCent(double error, String text) {
        assertEquals(text, Readout.percent(error));
    }
}
