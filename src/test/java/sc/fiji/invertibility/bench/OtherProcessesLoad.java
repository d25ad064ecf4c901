package sc.fiji.invertibility.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** The fraction of all processors that other programs take: neither this process nor those that it started. */
final class OtherProcessesLoad {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final long begin = System.nanoTime();
    private final Duration children = children();

    /** Begins to measure. */
    OtherProcessesLoad() {
        beyondThisProcess();
    }

    /** {@return the fraction since the beginning, 0 … 1} */
    double sinceBegin() {
        double processors = Runtime.getRuntime().availableProcessors();
        double ofChildren = children().minus(children).toNanos() / ((System.nanoTime() - begin) * processors);
        return Math.max(0, beyondThisProcess() - ofChildren);
    }

    /** Since the last call. */
    private static double beyondThisProcess() {
        return SYSTEM.getCpuLoad() - SYSTEM.getProcessCpuLoad();
    }

    private static Duration children() {
        return ProcessHandle.current()
                .descendants()
                .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
