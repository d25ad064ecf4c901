package sc.fiji.invertibility.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;

class BatchStreamTest {

    /** As image readers may do, it forgets that its thread was interrupted, and takes that for a damaged file. */
    private static final ExampleSource FORGETFUL = new ExampleSource() {
        @Override
        public int size() {
            return 100;
        }

        @Override
        public Example read(int index, SplittableRandom random) throws IOException {
            if (Thread.interrupted()) throw new IOException("example " + index + ": damaged");
            return new Example("example " + index, ArrayImgs.floats(1, 1, 3), 0);
        }
    };

    @Test
    void closingEndsAReaderThatForgetsInterruptsAndSkipsNothing() {
        SkippedExamples skipped = new SkippedExamples();
        ExampleBatches batches = new ExampleBatches(FORGETFUL, 2, 1, true, skipped);
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            for (int epoch = 1; epoch <= 20; epoch++)
                try (BatchStream stream = batches.open(epoch)) {
                    assertEquals(2, stream.next().size());
                }
        });
        assertEquals(0, skipped.count());
    }

    @Test
    void aHundredThousandExamplesAreNotInMemoryAtOnce() {
        AtomicInteger read = new AtomicInteger();
        ExampleSource many = new ExampleSource() {
            @Override
            public int size() {
                return 100_000;
            }

            @Override
            public Example read(int index, SplittableRandom random) {
                read.incrementAndGet();
                return new Example("example " + index, ArrayImgs.floats(1, 1, 3), 0);
            }
        };
        int given = 0, ahead = 0;
        try (BatchStream stream = new ExampleBatches(many, 50, 1, true, new SkippedExamples()).open(1)) {
            for (int size = stream.next().size(); size > 0; size = stream.next().size()) {
                given += size;
                ahead = Math.max(ahead, read.get() - given);
            }
        }
        assertEquals(100_000, given);
        // Two batches wait, one is being handed over, and one is being read.
        assertTrue(ahead <= 4 * 50, ahead + " examples were read ahead");
    }
}
