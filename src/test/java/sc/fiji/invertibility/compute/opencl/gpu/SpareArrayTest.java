package sc.fiji.invertibility.compute.opencl.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/** Arrays that are made ahead: who makes them, and that nobody gets one twice. */
class SpareArrayTest {

    /** What another thread would do, done when a test says so. */
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    /** All arrays in the order in which they were made; so none of them is garbage. */
    private final List<float[]> made = new ArrayList<>();

    private final SpareArray arrays = new SpareArray(tasks::add, size -> {
        made.add(new float[size]);
        return made.get(made.size() - 1);
    });

    @Test
    void aSecondArrayOfOneSizeLetsTheThirdBeMadeAhead() {
        arrays.take(3);
        assertEquals(0, tasks.size());
        arrays.take(3);
        tasks.remove().run();
        assertEquals(3, made.size());
        assertSame(made.get(2), arrays.take(3));
        assertEquals(3, made.size());
    }

    @Test
    void anArrayThatIsNotReadyIsNotWaitedFor() {
        arrays.take(3);
        arrays.take(3);
        float[] third = arrays.take(3);
        assertEquals(1, tasks.size());
        tasks.remove().run();
        assertNotSame(third, arrays.take(3));
    }

    @Test
    void anotherSizeGetsAnArrayOfItsOwn() {
        arrays.take(3);
        arrays.take(3);
        tasks.remove().run();
        assertEquals(4, arrays.take(4).length);
        assertEquals(0, tasks.size());
        assertEquals(3, arrays.take(3).length);
    }

    @Test
    void aThreadWithoutMemoryLeavesTheArrayToTheNextOne() {
        boolean[] full = new boolean[1];
        SpareArray scarce = new SpareArray(tasks::add, size -> {
            if (full[0]) throw new OutOfMemoryError("in a test");
            return new float[size];
        });
        scarce.take(3);
        scarce.take(3);
        full[0] = true;
        tasks.remove().run();
        full[0] = false;
        assertEquals(3, scarce.take(3).length);
        assertEquals(1, tasks.size());
    }

    @Test
    void noArrayIsGivenTwice() {
        SpareArray shared = new SpareArray(ForkJoinPool.commonPool(), float[]::new);
        Set<float[]> taken = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < 2000; i++) taken.add(shared.take(5));
        assertEquals(2000, taken.size());
    }
}
