package sc.fiji.invertibility.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A processor and the heap share the machine's memory. */
class MemoryBudgetTest {

    private static final long GIB = 1L << 30;

    @Test
    void aSmallHeapLeavesHalfToTheProcessor() {
        assertEquals(11 * GIB, MemoryBudget.ofProcessor(22 * GIB, 6 * GIB));
    }

    @Test
    void bothTogetherFitIntoTheMachine() {
        for (long growth = 0; growth <= 19 * GIB; growth += GIB / 4)
            assertTrue(MemoryBudget.ofProcessor(22 * GIB, growth) + growth <= 22 * GIB, growth + " bytes");
    }

    /** Fiji's heap may by default take three quarters of the machine, whatever else runs there. */
    @Test
    void aHeapThatMayFillTheMachineLeavesAnEighth() {
        assertEquals(GIB, MemoryBudget.ofProcessor(8 * GIB, 12 * GIB));
    }
}
