package sc.fiji.invertibility.compute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A code that is set aside comes back as it was, also by way of the heap, and takes little memory meanwhile. */
interface StorageContract extends OpenEngine {

    /** A code of which a part of the units is not zero. */
    private static HostCode code(int channels, int height, int width, int block, double part) {
        SplittableRandom random = new SplittableRandom(channels * 31L + block);
        Shape shape = new Shape(channels, height, width);
        Pooling pooling = Pooling.blocks(block, Pooling.Selection.LARGEST_MAGNITUDE);
        HostCode z = Oracle.pool(Dense.random(shape, random), pooling);
        for (int i = 0; i < z.values().length; i++)
            if (random.nextDouble() >= part) {
                z.values()[i] = 0;
                z.switches()[i] = 0;
            }
        return z;
    }

    private static HostCode from(HostCode z, float least) {
        float[] values = z.values().clone();
        for (int i = 0; i < values.length; i++) if (Math.abs(values[i]) < least) values[i] = 0;
        return new HostCode(values, z.switches(), z.unpooledShape(), z.pooling());
    }

    private static long nonzeros(HostCode z) {
        return IntStream.range(0, z.values().length)
                .filter(i -> z.values()[i] != 0)
                .count();
    }

    private static void assertSame(HostCode expected, HostCode actual, String what) {
        assertArrayEquals(expected.values(), actual.values(), what);
        for (int i = 0; i < expected.values().length; i++)
            if (expected.values()[i] != 0)
                assertEquals(expected.switches()[i], actual.switches()[i], what + ": switch of unit " + i);
    }

    @ParameterizedTest(name = "{0} channels of {1}×{2}, blocks of {3}, of which {4} stored")
    @CsvSource({
        "3, 20, 17, 2, 0.3",
        "1, 1, 1, 1, 1",
        "1, 64, 64, 1, 0",
        "16, 33, 35, 1, 1",
        "20, 62, 58, 2, 0.3",
        "2, 60, 50, 16, 1",
        "2, 90, 60, 40, 0.5",
        "5, 193, 211, 1, 0.9",
        "2, 600, 500, 1, 0.02"
    })
    default void whatIsStoredComesBack(int channels, int height, int width, int block, double part) {
        HostCode z = code(channels, height, width, block, part);
        float[] magnitudes = new float[z.values().length];
        for (int i = 0; i < magnitudes.length; i++) magnitudes[i] = Math.abs(z.values()[i]);
        float middle = magnitudes[magnitudes.length / 2];
        for (float least : new float[] {0, middle, 1e30f})
            for (float later : new float[] {0, middle}) {
                String what = "stored from " + least + ", restored from " + later;
                try (Scope scope = new Scope()) {
                    PooledCode units = engine().uploadCode(scope, z);
                    StoredCode stored = engine().store(scope, units, least);
                    assertEquals(nonzeros(from(z, least)), stored.nonzeros(), what);
                    engine().scale(0, units.values());
                    HostCode expected = from(z, Math.max(least, later));
                    assertSame(expected, code(s -> engine().restore(s, stored, later)), what);

                    int[] words = new int[stored.words() + 5];
                    stored.read(words);
                    stored.close();
                    StoredCode loaded = engine().load(scope, words, z.unpooledShape(), z.pooling());
                    assertEquals(nonzeros(from(z, least)), loaded.nonzeros(), what);
                    assertSame(expected, code(s -> engine().restore(s, loaded, later)), "loaded, " + what);
                }
            }
    }

    @Test
    default void zerosHardlyTakeMemory() {
        HostCode z = code(32, 128, 120, 2, 0.25);
        try (Scope scope = new Scope()) {
            StoredCode stored = engine().store(scope, engine().uploadCode(scope, z), 0);
            long expected = StoredCode.bytes(z.values().length, nonzeros(z), z.pooling());
            // Offsets and rounding beside a bit per unit, values and switches: an eighth, and one vector per work-item.
            assertTrue(stored.bytes() <= expected + expected / 8 + 8192, stored.bytes() + " for " + expected);
            assertTrue(4L * stored.words() <= expected + expected / 8 + 8192, stored.words() + " for " + expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"2", "20"})
    default void whatLiesWithinABracketIsStoredAndTold(int channels) {
        HostCode z = code(channels, 60, 52, 2, 0.5);
        float low = 0.5f, high = 1.5f;
        Bracket bracket = new Bracket(low, high);
        int within = (int) IntStream.range(0, z.values().length)
                .filter(i -> bracket.contains(z.values()[i]))
                .count();
        try (Scope scope = new Scope()) {
            PooledCode units = engine().uploadCode(scope, z);
            assertTrue(engine().divide(scope, units, bracket, within - 1).isEmpty());
            assertSame(z, engine().downloadCode(units), "unchanged");
            CodeWithCandidates divided =
                    engine().divide(scope, units, bracket, within).orElseThrow();
            assertEquals(within, divided.candidates().size());
            assertEquals(nonzeros(from(z, low)), divided.stored().nonzeros());
            assertSame(from(z, low), code(s -> engine().restore(s, divided.stored(), 0)), "stored");
            assertSame(from(z, Math.nextUp(high)), engine().downloadCode(units), "what lies above");
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "2, 1", "20, 300"})
    default void unitsAreTaken(int channels, int count) {
        HostCode z = code(channels, 60, 52, 2, 0.5);
        int units = z.values().length;
        int[] taken = IntStream.range(0, count).map(i -> units - 1 - 7 * i).toArray();
        float[] left = z.values().clone();
        for (int unit : taken) left[unit] = 0;
        try (Scope scope = new Scope()) {
            PooledCode code = engine().uploadCode(scope, z);
            UnitList list = engine().take(code, taken);
            assertArrayEquals(taken, list.indices());
            for (int i = 0; i < count; i++) {
                assertEquals(z.values()[taken[i]], list.values()[i]);
                assertEquals(z.switches()[taken[i]], list.switches()[i]);
            }
            assertArrayEquals(left, engine().downloadCode(code).values());
        }
    }

    @Test
    default void aStoredCodeBelongsToItsEngine() {
        HostCode z = code(2, 12, 12, 2, 0.5);
        try (Scope scope = new Scope();
                Engine other = open()) {
            StoredCode stored = other.store(scope, other.uploadCode(scope, z), 0);
            assertThrows(IllegalArgumentException.class, () -> engine().restore(scope, stored, 0));
        }
    }

    @Test
    default void memoryIsGivenBack() {
        HostCode z = code(16, 64, 64, 2, 0.5);
        try (Engine own = open()) {
            for (int round = 0; round < 3; round++)
                try (Scope scope = new Scope()) {
                    PooledCode units = own.uploadCode(scope, z);
                    for (int i = 0; i < 5; i++) own.store(scope, units, 0);
                    int[] words = new int[own.store(scope, units, 0).words()];
                    own.store(scope, units, 0).read(words);
                    own.load(scope, words, z.unpooledShape(), z.pooling());
                }
            own.trim();
            assertEquals(0, own.bytesInUse());
        }
    }
}
