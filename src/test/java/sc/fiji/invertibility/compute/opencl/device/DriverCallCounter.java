package sc.fiji.invertibility.compute.opencl.device;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Counts what is asked of OpenCL's driver, by kind, until this is closed. */
public final class DriverCallCounter implements AutoCloseable {

    /** A kind of calls, and the methods that make them. */
    public enum Kind {
        /** Kernels. */
        LAUNCH("Kernel.run"),
        /** Transfers to the device. */
        WRITE("StagingBuffers.write", "DeviceBuffer.write"),
        /** Transfers from the device, each of which the host waits for at some time. */
        READ("StagingBuffers.read", "LaterReads.start", "DeviceBuffer.read"),
        /** Allocations that the pool of free buffers could not serve. */
        ALLOCATION("DeviceMemory.create"),
        /** Programs and kernels that are built. */
        BUILD("Program.build", "Program.kernel");

        private final List<String> callers;

        Kind(String... callers) {
            this.callers = List.of(callers);
        }
    }

    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

    private DriverCallCounter() {
        for (Kind kind : Kind.values()) counts.put(kind, 0);
    }

    /** {@return a counter that starts now; it counts the calls of all engines in this process} */
    public static DriverCallCounter start() {
        DriverCallCounter counter = new DriverCallCounter();
        DriverCall.letFail(counter::count);
        return counter;
    }

    /** {@return the number of calls so far} */
    public synchronized int of(Kind kind) {
        return counts.get(kind);
    }

    private int count() {
        StackWalker.getInstance()
                .walk(frames -> frames.limit(8)
                        .map(DriverCallCounter::kind)
                        .filter(Objects::nonNull)
                        .findFirst())
                .ifPresent(this::add);
        return 0;
    }

    private synchronized void add(Kind kind) {
        counts.merge(kind, 1, Integer::sum);
    }

    private static Kind kind(StackWalker.StackFrame frame) {
        String type = frame.getClassName();
        String caller = type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethodName();
        for (Kind kind : Kind.values()) if (kind.callers.contains(caller)) return kind;
        return null;
    }

    @Override
    public void close() {
        DriverCall.letFail(null);
    }
}
