package sc.fiji.invertibility.soak;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What this process holds.
 *
 * @param heap bytes of objects that are in use
 * @param memory bytes of the whole process, a processor's buffers as an OpenCL device included; 0 where that is not told
 * @param threads how many
 * @param files open ones; 0 where that is not told
 * @param temporary files that the plugin has left in the folder for such
 */
record Resources(long heap, long memory, int threads, long files, long temporary) {

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s*(\\d+) kB");
    private static final long MIB = 1 << 20;

    static Resources now() throws IOException, InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return new Resources(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                resident(),
                Thread.activeCount(),
                count(Path.of("/proc/self/fd"), ""),
                count(Path.of(System.getProperty("java.io.tmpdir")), "cnn-invertibility"));
    }

    /** What grew by more than chance and caches explain since an earlier moment, a sentence each. */
    List<String> leaks(Resources earlier) {
        List<String> leaks = new ArrayList<>();
        if (heap > earlier.heap + 32 * MIB)
            leaks.add("the heap grew from " + earlier.heap / MIB + " to " + heap / MIB + " MiB");
        if (memory > earlier.memory + 400 * MIB)
            leaks.add("the process grew from " + earlier.memory / MIB + " to " + memory / MIB + " MiB");
        if (threads > earlier.threads + 4) leaks.add("there are " + threads + " threads instead of " + earlier.threads);
        if (files > earlier.files + 8) leaks.add("there are " + files + " open files instead of " + earlier.files);
        if (temporary > earlier.temporary)
            leaks.add("there are " + temporary + " temporary files instead of " + earlier.temporary);
        return leaks;
    }

    String since(Resources earlier) {
        return "heap " + signed((heap - earlier.heap) / MIB) + " MiB, process "
                + signed((memory - earlier.memory) / MIB) + " MiB, threads " + signed(threads - earlier.threads)
                + ", files " + signed(files - earlier.files);
    }

    private static String signed(long change) {
        return change < 0 ? String.valueOf(change) : "+" + change;
    }

    private static long resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) return 0;
        Matcher found = RESIDENT.matcher(Files.readString(status));
        return found.find() ? 1024 * Long.parseLong(found.group(1)) : 0;
    }

    private static long count(Path folder, String prefix) throws IOException {
        if (!Files.isDirectory(folder)) return 0;
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .count();
        }
    }
}
