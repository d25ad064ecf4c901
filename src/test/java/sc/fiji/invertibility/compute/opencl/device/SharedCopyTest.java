package sc.fiji.invertibility.compute.opencl.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedCopyTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 65535, 131071, 131072, 131073, 1000003, 2097152})
    void eachWordIsCopiedOnceBeforeItReturns(int words) {
        for (int run = 0; run < 20; run++) {
            AtomicIntegerArray copies = new AtomicIntegerArray(words);
            SharedCopy.run(words, (first, count) -> {
                for (int i = first; i < first + count; i++) copies.incrementAndGet(i);
            });
            for (int i = 0; i < words; i++) assertEquals(1, copies.get(i));
        }
    }

    @Test
    void afterAFailureNoPartIsStillBeingCopied() {
        for (int run = 0; run < 20; run++) {
            AtomicInteger copying = new AtomicInteger();
            IllegalStateException failure = new IllegalStateException();
            assertSame(
                    failure,
                    assertThrows(
                            IllegalStateException.class,
                            () -> SharedCopy.run(1 << 20, (first, count) -> {
                                copying.incrementAndGet();
                                try {
                                    if (first > 1 << 19) throw failure;
                                    Thread.yield();
                                } finally {
                                    copying.decrementAndGet();
                                }
                            })));
            assertEquals(0, copying.get());
        }
    }
}
