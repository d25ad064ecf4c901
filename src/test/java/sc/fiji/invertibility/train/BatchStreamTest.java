package sc.fiji.invertibility.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
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
}
