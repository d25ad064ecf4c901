package sc.fiji.invertibility.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damaged files in every format: each is read, or refused with one sentence, soon, and within four times its size.
 * Another seed, or more files: {@code -Dweights.mutation.seed=…}, {@code -Dweights.mutation.count=…}.
 */
class MutationTest {

    private static final long SEED = Long.getLong("weights.mutation.seed", 20_260_101);
    private static final int COUNT = Integer.getInteger("weights.mutation.count", 2_100);

    /** Of the processor, so that a busy machine does not count. */
    private static final long SECONDS = 2;

    /** Windows, names and messages, whatever the size of a file. */
    private static final long FLOOR = 1 << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "safetensors",
                "numpy",
                "caffe",
                "matconvnet",
                "keras",
                "onnx",
                "pytorch",
                "pytorch_old",
                "single"
            })
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void damageEndsInAResultOrInOneSentence(String format) throws IOException {
        List<Path> variants = Fixtures.variants(format);
        for (Path variant : variants) read(variant);
        System.out.println(format + ": " + COUNT + " mutations from seed " + SEED);
        long most = 0;
        int results = 0;
        for (int i = 0; i < COUNT; i++) {
            byte[] whole = Files.readAllBytes(variants.get(i % variants.size()));
            byte[] damaged = damaged(whole, new Random(SEED + i));
            Path file = Files.write(folder.resolve("damaged"), damaged);
            String label = variants.get(i % variants.size()) + " with seed " + (SEED + i);
            long start = THREADS.getCurrentThreadCpuTime();
            long limit = 4L * damaged.length + FLOOR;
            long allocated = 0;
            try {
                // A first time may load classes, which is not the file's doing.
                for (int time = 0; time < 2 && (time == 0 || allocated > limit); time++) {
                    long before = THREADS.getCurrentThreadAllocatedBytes();
                    boolean readable = read(file);
                    allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
                    if (readable && time == 0) results++;
                }
            } catch (IOException | RuntimeException | Error e) {
                fail(label + " ended in " + e, e);
            }
            most = Math.max(most, allocated - 4L * damaged.length);
            assertTrue(allocated <= limit, label + " took " + allocated + " bytes");
            long seconds = TimeUnit.NANOSECONDS.toSeconds(THREADS.getCurrentThreadCpuTime() - start);
            assertTrue(seconds < SECONDS, label + " took " + seconds + " s");
        }
        System.out.println("  " + results + " could be read; " + most + " bytes above four times the file at most");
    }

    /** Whether all layers of a file can be read; damage has to be answered in one line. */
    private static boolean read(Path path) throws IOException {
        try (WeightFile file = WeightFile.open(path)) {
            for (LayerInfo layer : file.layers()) file.layer(layer.source());
            for (SkippedTensor skipped : file.skipped())
                assertTrue(!skipped.reason().isEmpty());
            return true;
        } catch (WeightsException e) {
            assertEquals(1, e.getMessage().lines().count(), e.getMessage());
            return false;
        }
    }

    /** Cut off, or with one to four bytes changed, half of the time near the start, where sizes are. */
    private static byte[] damaged(byte[] whole, Random random) {
        if (random.nextInt(4) == 0) return Arrays.copyOf(whole, random.nextInt(whole.length));
        byte[] damaged = whole.clone();
        int reach = random.nextBoolean() ? whole.length : Math.min(whole.length, 512);
        for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
            int at = random.nextInt(reach);
            damaged[at] =
                    random.nextBoolean() ? (byte) random.nextInt() : (byte) (damaged[at] ^ 1 << random.nextInt(8));
        }
        return damaged;
    }
}
