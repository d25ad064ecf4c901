package sc.fiji.invertibility.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;

/** An engine describes itself and what it holds, refuses what it cannot do, and frees everything in the end. */
interface LifecycleContract extends OpenEngine {

    @Test
    default void theDeviceIsNamed() {
        Device device = engine().device();
        assertFalse(device.name().isBlank());
        assertTrue(device.type().matches("GPU|CPU|Java"), device.type());
        assertFalse(device.version().isBlank());
        assertTrue(device.memory() > 0);
        assertTrue(device.largestAllocation() > 0 && device.largestAllocation() <= device.memory());
    }

    private static void work(Engine engine) {
        FilterBank bank = GaussianFilters.scaled(16, 3, 3, 1);
        try (Scope scope = new Scope()) {
            PackedFilters w = engine.pack(scope, bank);
            FeatureMap x = engine.zeros(scope, new Shape(3, 40, 50));
            FeatureMap h = engine.convolve(scope, x, w, Rectification.NONE);
            PooledCode z = engine.pool(scope, h, Pooling.blocks(2, Pooling.Selection.LARGEST_MAGNITUDE));
            engine.adjoint(scope, engine.unpool(scope, z, Unpooling.SWITCHES), w, 40, 50);
            assertTrue(engine.bytesInUse()
                    >= Float.BYTES * (x.shape().size() + 2 * h.shape().size()));
        }
    }

    @Test
    default void theSameWorkNeedsNoMoreMemoryTheSecondTime() {
        try (Engine engine = open()) {
            work(engine);
            long after = engine.bytesInUse();
            for (int i = 0; i < 3; i++) work(engine);
            assertEquals(after, engine.bytesInUse());
        }
    }

    /** Some are smaller than 2³¹, but not the numbers of the last work-items. */
    @ParameterizedTest(name = "{0}×{1}")
    @CsvSource({"65536, 32768", "2147483647, 1", "2, 1073741823", "46341, 46341", "2147483647, 2147483647"})
    default void channelsOfMorePixelsThanAreCountedAreRefused(int height, int width) {
        Shape shape = new Shape(1, height, width);
        try (Scope scope = new Scope()) {
            assertThrows(IllegalArgumentException.class, () -> engine().zeros(scope, shape));
        }
    }

    @Test
    default void aClosedEngineHoldsNothing() {
        Engine engine = open();
        Scope scope = new Scope();
        FeatureMap map = engine.zeros(scope, new Shape(3, 40, 50));
        engine.close();
        assertEquals(0, engine.bytesInUse());
        assertRefused(IllegalStateException.class, () -> engine.zeros(scope, map.shape()));
        assertRefused(IllegalStateException.class, () -> engine.download(map));
        assertRefused(IllegalStateException.class, () -> engine.pack(scope, GaussianFilters.scaled(1, 1, 1, 1)));
        scope.close();
        engine.close();
        assertEquals(0, engine.bytesInUse());
    }

    @Test
    default void aClosedHandleIsRefused() {
        Shape shape = new Shape(2, 4, 4);
        try (Scope scope = new Scope()) {
            FeatureMap map = engine().zeros(scope, shape);
            PooledCode z = engine().pool(scope, map, Pooling.blocks(2, Pooling.Selection.LARGEST));
            PackedFilters w = engine().pack(scope, GaussianFilters.scaled(1, 2, 1, 1));
            map.close();
            map.close();
            z.close();
            z.close();
            assertRefused(IllegalStateException.class, () -> engine().scale(2, map));
            assertRefused(IllegalStateException.class, () -> engine().unpool(scope, z, Unpooling.SWITCHES));
            FeatureMap open = engine().zeros(scope, shape);
            w.close();
            w.close();
            assertRefused(IllegalStateException.class, () -> engine().convolve(scope, open, w, Rectification.NONE));
        }
    }

    @Test
    default void aHandleOfAnotherEngineIsRefused() {
        try (Engine other = open();
                Scope scope = new Scope()) {
            FeatureMap foreign = other.zeros(scope, new Shape(2, 4, 4));
            assertRefused(IllegalArgumentException.class, () -> engine().scale(2, foreign));
        }
    }

    @Test
    default void sizesThatDoNotFitAreRefused() {
        FilterBank bank = GaussianFilters.scaled(4, 3, 5, 1);
        try (Scope scope = new Scope()) {
            PackedFilters w = engine().pack(scope, bank);
            PackedFilters valid = engine().pack(scope, bank.withPadding(Padding.VALID));
            FeatureMap two = engine().zeros(scope, new Shape(2, 8, 8));
            FeatureMap small = engine().zeros(scope, new Shape(3, 4, 8));
            FeatureMap h = engine().zeros(scope, new Shape(4, 8, 8));
            Pooling pairs = Pooling.blocks(2, Pooling.Selection.LARGEST);
            PooledCode z = engine().pool(scope, h, pairs);
            PooledCode other = engine().pool(scope, h, Pooling.blocks(4, Pooling.Selection.LARGEST));
            Class<IllegalArgumentException> refused = IllegalArgumentException.class;
            assertRefused(refused, () -> engine().convolve(scope, two, w, Rectification.NONE));
            assertRefused(refused, () -> engine().convolve(scope, small, valid, Rectification.NONE));
            assertRefused(refused, () -> engine().adjoint(scope, h, w, 8, 9));
            assertRefused(refused, () -> engine().adjoint(scope, two, w, 8, 8));
            assertRefused(refused, () -> engine().adjoint(scope, h, valid, 2, 2));
            assertRefused(refused, () -> engine().synthesise(scope, z, Unpooling.SWITCHES, w, 9, 8));
            assertRefused(refused, () -> engine().axpy(1, two, small));
            assertRefused(refused, () -> engine().dot(two, small));
            assertRefused(refused, () -> engine().restrict(scope, two, z, Unpooling.SWITCHES));
            assertRefused(refused, () -> engine().poolStep(scope, z, 1, two, pairs, Unpooling.SWITCHES));
            assertRefused(refused, () -> engine().compare(z, other, Unpooling.SWITCHES));
            assertRefused(
                    refused, () -> engine().pool(scope, small, new Pooling(5, 5, false, Pooling.Selection.LARGEST)));
        }
    }

    @Test
    default void memoryThatIsNotThereIsRefusedAndTheEngineGoesOn() {
        long limit = 8L << 20;
        try (Engine engine = open(limit)) {
            try (Scope scope = new Scope()) {
                engine.zeros(scope, new Shape(1, 1024, 1024));
                assertRefused(OutOfDeviceMemory.class, () -> engine.zeros(scope, new Shape(2, 1024, 1024)));
                assertTrue(engine.bytesInUse() <= limit);
            }
            try (Scope scope = new Scope()) {
                engine.zeros(scope, new Shape(7, 512, 512));
                assertTrue(engine.bytesInUse() <= limit);
            }
        }
    }

    private static void assertRefused(Class<? extends Exception> type, Executable operation) {
        Exception refusal = assertThrows(type, operation);
        assertTrue(refusal.getMessage() != null && refusal.getMessage().contains(" "), "a sentence: " + refusal);
    }
}
