package sc.fiji.invertibility.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureStoreTest {

    @TempDir
    Path folder;

    @Test
    void whatFitsIntoMemoryIsExact() throws IOException {
        float[] row = {1.2345678f, -3e-9f, 70000};
        try (FeatureStore store = FeatureStore.of(3, 2, 24, folder)) {
            store.add(row);
            float[] read = new float[4];
            store.read(0, read, 1);
            assertArrayEquals(new float[] {0, row[0], row[1], row[2]}, read);
            assertTrue(isEmpty());
        }
    }

    @Test
    void whatDoesNotIsInAFileAtHalfPrecisionThatIsGoneAfterwards() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        float[][] rows = new float[5][7];
        try (FeatureStore store = FeatureStore.of(7, 5, 7 * 5 * 4 - 1, folder)) {
            for (float[] row : rows) {
                for (int i = 0; i < row.length; i++) row[i] = (float) (20 * random.nextDouble() - 10);
                store.add(row);
            }
            float[] read = new float[7];
            for (int i : new int[] {4, 0, 3, 1, 2}) {
                store.read(i, read, 0);
                for (int j = 0; j < 7; j++) assertEquals(rows[i][j], read[j], Math.abs(rows[i][j]) * 0x1p-11 + 1e-7);
            }
        }
        assertTrue(isEmpty());
    }

    @Test
    void everyNumberOfSixteenBitsComesBackAsItself() {
        for (int bits = 0; bits < 0x7c00; bits++) {
            assertEquals((short) bits, HalfPrecision.bits(HalfPrecision.value((short) bits)));
            short negative = (short) (bits | 0x8000);
            assertEquals(negative, HalfPrecision.bits(HalfPrecision.value(negative)));
        }
    }

    @Test
    void numbersBetweenGoToTheNearestAndTiesToTheEvenOne() {
        for (int bits = 0; bits < 0x7bff; bits += 7) {
            float low = HalfPrecision.value((short) bits), high = HalfPrecision.value((short) (bits + 1));
            float middle = low + (high - low) / 2;
            assertEquals((short) (bits + (bits & 1)), HalfPrecision.bits(middle), "tie above " + low);
            assertEquals((short) bits, HalfPrecision.bits(low + (high - low) * 0.49f));
            assertEquals((short) (bits + 1), HalfPrecision.bits(low + (high - low) * 0.51f));
        }
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}
