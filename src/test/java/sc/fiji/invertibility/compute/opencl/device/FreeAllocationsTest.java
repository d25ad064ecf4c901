package sc.fiji.invertibility.compute.opencl.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class FreeAllocationsTest {

    private final FreeAllocations pool = new FreeAllocations();

    private Allocation add(long words) {
        Allocation made = new Allocation(null, words);
        pool.add(made);
        return made;
    }

    @Test
    void theSmallestThatIsLargeEnoughIsTakenOnce() {
        Allocation large = add(1100), small = add(1010);
        add(999);
        assertSame(small, pool.take(1000));
        assertSame(large, pool.take(1000));
        assertNull(pool.take(1000));
    }

    @Test
    void oneThatWouldStayMostlyEmptyIsNotTaken() {
        Allocation slightly = add(1125);
        add(1126);
        assertSame(slightly, pool.take(1000));
        assertNull(pool.take(1000));
    }

    @Test
    void whatIsGivenBackTwiceWaitsOnce() {
        Allocation one = add(64);
        pool.add(one);
        assertEquals(List.of(one), pool.drain());
        assertTrue(pool.isEmpty());
        assertTrue(one.isFree());
    }
}
