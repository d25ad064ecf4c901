package sc.fiji.invertibility.compute;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much of this machine's main memory is left for the devices and engines that live in it. */
final class MachineMemory {

    private static final Path LINUX = Path.of("/proc/meminfo");
    private static final String AVAILABLE = "MemAvailable:";

    private MachineMemory() {}

    /**
     * Bytes that programs could allocate without causing others to be swapped out; a container's limit is respected.
     */
    static long available() {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system))
            return Runtime.getRuntime().maxMemory();
        long free = system.getFreeMemorySize();
        // What Linux calls free excludes the file cache, which would be given up on demand.
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
