package sc.fiji.invertibility.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What one run took.
 *
 * @param wall nanoseconds on the clock
 * @param cpu nanoseconds of all threads of the process together
 */
public record Turn(long wall, long cpu) {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /**
     * Does some work in this process.
     *
     * @param work what is timed
     * @return its time
     */
    public static Turn of(Runnable work) {
        long cpu = SYSTEM.getProcessCpuTime();
        long wall = System.nanoTime();
        work.run();
        wall = System.nanoTime() - wall;
        return new Turn(wall, SYSTEM.getProcessCpuTime() - cpu);
    }
}
