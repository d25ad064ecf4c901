package sc.fiji.invertibility.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.imglib2.parallel.Parallelization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.invertibility.compute.HostCode;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.SparseCode;
import sc.fiji.invertibility.compute.java.JavaEngine;
import sc.fiji.invertibility.filters.GaussianFilters;

class PrefetchedCodesTest {

    private static final Shape SHAPE = new Shape(4, 6, 6);

    private static final ModelSparseCodes CODES = ModelSparseCodes.uniform(SHAPE, 2, 9, 3);

    /** Counts what is asked of it, and how much of that is going on. */
    private static class Counted implements CodeSource {

        final AtomicInteger asked = new AtomicInteger(), running = new AtomicInteger();

        @Override
        public boolean concurrent() {
            return true;
        }

        @Override
        public SparseCode code(int index) {
            asked.incrementAndGet();
            running.incrementAndGet();
            try {
                return draw(index);
            } finally {
                running.decrementAndGet();
            }
        }

        SparseCode draw(int index) {
            return CODES.code(index);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "7, 3", "20, 100"})
    void normsAndProductsAreThoseOfTheDenseCodes(int draws, int lead) {
        try (PrefetchedCodes drawn = new PrefetchedCodes(CODES, draws, lead)) {
            HostCode before = null;
            for (int i = 0; i < draws; i++) {
                CodeSample next = drawn.next();
                HostCode z = next.code().dense();
                double squares = 0, product = 0;
                for (int unit = 0; unit < z.values().length; unit++) {
                    squares += (double) z.values()[unit] * z.values()[unit];
                    if (before != null && before.switches()[unit] == z.switches()[unit])
                        product += (double) z.values()[unit] * before.values()[unit];
                }
                assertEquals(Math.sqrt(squares), next.norm(), 1e-12);
                assertEquals(product, next.product(), 1e-12);
                assertEquals(9, next.nonzeros());
                before = z;
            }
        }
    }

    @Test
    void theCallingThreadDrawsWhatNoOtherMay() {
        Thread caller = Thread.currentThread();
        AtomicInteger asked = new AtomicInteger();
        CodeSource own = index -> {
            assertSame(caller, Thread.currentThread());
            assertEquals(index, asked.getAndIncrement());
            return CODES.code(index);
        };
        try (PrefetchedCodes drawn = new PrefetchedCodes(own, 5, 3)) {
            for (int i = 0; i < 5; i++) {
                drawn.prefetch();
                assertEquals(i, asked.get(), "none is drawn ahead");
                drawn.next();
                assertEquals(i + 1, asked.get(), "none is drawn ahead");
            }
        }
        Parallelization.runSingleThreaded(() -> {
            CodeSource concurrent = new Counted() {
                @Override
                SparseCode draw(int index) {
                    assertSame(caller, Thread.currentThread());
                    return CODES.code(index);
                }
            };
            try (PrefetchedCodes drawn = new PrefetchedCodes(concurrent, 5, 3)) {
                for (int i = 0; i < 5; i++) drawn.next();
            }
        });
    }

    @Test
    void afterClosingNoneIsDrawn() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Counted slow = new Counted() {
            @Override
            SparseCode draw(int index) {
                begun.countDown();
                return CODES.code(index);
            }
        };
        PrefetchedCodes drawn = new PrefetchedCodes(slow, 100_000, 99_999);
        drawn.prefetch();
        drawn.next();
        begun.await();
        drawn.close();
        int asked = slow.asked.get();
        assertEquals(0, slow.running.get());
        assertTrue(ForkJoinPool.commonPool().awaitQuiescence(10, TimeUnit.SECONDS));
        assertEquals(asked, slow.asked.get());
    }

    @Test
    void aFailureIsThrownAsItWasAndNothingGoesOn() {
        Counted failing = new Counted() {
            @Override
            SparseCode draw(int index) {
                if (index == 5) throw new IllegalArgumentException("the fifth");
                return CODES.code(index);
            }
        };
        try (JavaEngine engine = JavaEngine.create(1)) {
            ModelRip rip = new ModelRip(GaussianFilters.unitNorm(4, 2, 3, 1), 6, 6, 0);
            RipSamples samples = new RipSamples();
            Exception thrown = assertThrows(
                    IllegalArgumentException.class, () -> rip.measure(engine, failing, 90, samples, Monitor.NONE));
            assertEquals("the fifth", thrown.getMessage());
            assertEquals(0, failing.running.get());
            engine.trim();
            assertEquals(0, engine.bytesInUse());
        }
    }

    @Test
    void cancellingLeavesNothingRunning() {
        Counted counted = new Counted();
        AtomicInteger checks = new AtomicInteger();
        Monitor stopping = new Monitor() {
            @Override
            public void progress(double fraction, String message) {}

            @Override
            public boolean cancelled() {
                return checks.incrementAndGet() > 20;
            }
        };
        try (JavaEngine engine = JavaEngine.create(1)) {
            ModelRip rip = new ModelRip(GaussianFilters.unitNorm(4, 2, 3, 1), 6, 6, 3);
            assertThrows(
                    CancellationException.class, () -> rip.measure(engine, counted, 1000, new RipSamples(), stopping));
            assertEquals(0, counted.running.get());
            assertTrue(counted.asked.get() < 1000);
            engine.trim();
            assertEquals(0, engine.bytesInUse());
        }
    }
}
