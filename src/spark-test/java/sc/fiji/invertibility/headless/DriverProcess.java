package sc.fiji.invertibility.headless;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A driver in a process of its own, and what it prints: both streams in their order. */
final class DriverProcess {

    private final Process process;
    private final BufferedReader reader;
    private final List<String> printed = new ArrayList<>();

    /** Starts the driver of a command line. */
    DriverProcess(String... words) throws IOException {
        process = new ProcessBuilder(LoopbackCluster.driver(words))
                .redirectErrorStream(true)
                .start();
        reader = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Waits for a line. */
    void await(Predicate<String> wanted) {
        try {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                printed.add(line);
                if (wanted.test(line)) return;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the end, and returns the exit status. */
    int exit() throws InterruptedException {
        await(line -> false);
        return process.waitFor();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void kill() {
        LoopbackCluster.kill(process);
    }

    /** The lines that were waited for. */
    List<String> lines() {
        return List.copyOf(printed);
    }

    /** The same as one text. */
    String printed() {
        return String.join("\n", printed);
    }
}
