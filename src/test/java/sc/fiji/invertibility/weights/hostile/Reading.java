package sc.fiji.invertibility.weights.hostile;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import sc.fiji.invertibility.weights.LayerInfo;
import sc.fiji.invertibility.weights.WeightFile;
import sc.fiji.invertibility.weights.WeightsException;

/**
 * What it costs to read a file.
 *
 * @param millis the processor's milliseconds
 * @param allocated bytes of memory that were asked for, also if given back soon
 * @param answer the first sentence of refusal; {@code read} if there was none
 */
record Reading(long millis, long allocated, String answer) {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * Reads all files of a folder, as a program of its own, which may be given little memory.
     *
     * @param arguments the folder
     */
    public static void main(String[] arguments) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
            for (Path file : files.sorted().toList()) {
                Reading reading;
                try {
                    reading = of(file);
                } catch (RuntimeException | Error e) {
                    reading = new Reading(0, 0, "! " + e);
                }
                System.out.println(file.getFileName() + "\t" + reading.line());
            }
        }
    }

    private static Reading of(Path path) throws IOException {
        long time = THREADS.getCurrentThreadCpuTime();
        long memory = THREADS.getCurrentThreadAllocatedBytes();
        String answer = answer(path);
        return new Reading(
                (THREADS.getCurrentThreadCpuTime() - time) / 1_000_000,
                THREADS.getCurrentThreadAllocatedBytes() - memory,
                answer);
    }

    /** Opens a file and reads every layer that it lists. */
    private static String answer(Path path) throws IOException {
        String answer = "read";
        try (WeightFile file = WeightFile.open(path)) {
            List<LayerInfo> layers = file.layers();
            for (LayerInfo layer : layers) {
                try {
                    file.layer(layer.source());
                } catch (WeightsException e) {
                    if (answer.equals("read")) answer = e.getMessage();
                }
            }
            file.skipped();
            return answer;
        } catch (WeightsException e) {
            return e.getMessage();
        }
    }

    private String line() {
        return millis + "\t" + allocated + "\t" + answer;
    }

    static Reading parse(String line) {
        String[] parts = line.split("\t", 3);
        return new Reading(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]);
    }
}
