package sc.fiji.invertibility.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ReadingBudgetTest {

    private static final long MEGABYTE = 1_000_000;

    private long nanos;

    private final ReadingBudget budget = ReadingBudget.of(10 * MEGABYTE, () -> nanos);

    @Test
    void fourTimesTheFileMayBeReadAndAsMuchBeMade() throws IOException {
        budget.read(40 * MEGABYTE);
        budget.make(40 * MEGABYTE);
        assertTrue(refusal(() -> budget.read(MEGABYTE)).contains("reading it takes more than"));
        assertTrue(refusal(() -> budget.make(MEGABYTE)).contains("numbers and names"));
    }

    @Test
    void sixteenTimesWhereItIsPacked() throws IOException {
        budget.compressed();
        budget.read(160 * MEGABYTE);
        refusal(() -> budget.read(MEGABYTE));
    }

    @Test
    void oneObjectAnEightBytes() throws IOException {
        for (int i = 0; i < 10 * MEGABYTE / 8; i++) budget.object();
        String refusal = refusal(() -> {
            for (int i = 0; i < 2_000; i++) budget.object();
        });
        assertTrue(refusal.contains("parts"), refusal);
    }

    @Test
    void twoSecondsAndAFifthOfOneAMegabyte() throws IOException {
        nanos = 3_900_000_000L;
        budget.read(5 * MEGABYTE);
        nanos += 200_000_000L;
        assertTrue(refusal(() -> budget.read(5 * MEGABYTE)).contains("more than 4000 ms"));
    }

    @Test
    void whatTheCallerDoesInBetweenTakesNoTime() throws IOException {
        budget.pause();
        nanos = Long.MAX_VALUE / 2;
        budget.resume();
        budget.read(5 * MEGABYTE);
    }

    @Test
    void anotherPassHasTheSameAgainButForWhatIsKept() throws IOException {
        budget.read(40 * MEGABYTE);
        for (int i = 0; i < MEGABYTE; i++) budget.object();
        budget.again();
        budget.read(40 * MEGABYTE);
        refusal(() -> {
            for (int i = 0; i < MEGABYTE; i++) budget.object();
        });
    }

    @Test
    void onlyOneSourceUnpacksAtATime() {
        int[] released = new int[2];
        budget.unpacking(() -> released[0]++);
        budget.unpacking(() -> released[1]++);
        assertArrayEquals(new int[] {1, 0}, released);
        budget.release();
        budget.release();
        assertArrayEquals(new int[] {1, 1}, released);
    }

    /** The network is read ten times over, as in a program that goes back and forth between layers. */
    @Test
    void whoeverAsksAgainIsAnswered() throws IOException {
        try (WeightFile file = WeightFile.open(Fixtures.file("pytorch/zip_float"))) {
            float[] first = file.layer("features.0").weights();
            for (int i = 0; i < 1_000; i++) {
                assertArrayEquals(first, file.layer("features.0").weights());
                file.layer("features.2");
            }
        }
    }

    private interface Charge {
        void run() throws IOException;
    }

    private static String refusal(Charge charge) {
        String sentence = assertThrows(WeightsException.class, charge::run).getMessage();
        assertEquals(1, sentence.lines().count());
        return sentence;
    }
}
