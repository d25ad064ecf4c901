package sc.fiji.invertibility.compute;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this machine's main memory has left, for the devices and engines that live in it. */
final class MachineMemory {

    private static final Path LINUX = Path.of("/proc/meminfo");
    private static final String AVAILABLE = "MemAvailable:";

    private MachineMemory() {}

    /** Bytes that programs could take without others being swapped out; a container's limit counts. */
    static long available() {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system))
            return Runtime.getRuntime().maxMemory();
        long free = system.getFreeMemorySize();
        // What Linux calls free does not have the files in it that are cached, and would be given up.
        return Math.max(free, Math.min(availableOnLinux(), system.getTotalMemorySize()));
    }

    private static long availableOnLinux() {
        if (!Files.isReadable(LINUX)) return 0;
        try {
            return Files.readAllLines(LINUX).stream()
                    .filter(line -> line.startsWith(AVAILABLE))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
