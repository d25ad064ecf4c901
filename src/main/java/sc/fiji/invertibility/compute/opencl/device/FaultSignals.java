package sc.fiji.invertibility.compute.opencl.device;

/**
 * The fault signals of this process. LLVM, the compiler of some CPU drivers, replaces the handler of SIGSEGV, which a
 * Java virtual machine needs at every safepoint, by one that works once and then restores the former handler. If
 * another thread faults at the same safepoint during this restoration, the process ends.
 */
public final class FaultSignals {

    private static final int[] NOTHING = null;

    /** Receives the value that was read, so that no compiler removes the read. */
    private static volatile int length;

    private FaultSignals() {}

    /**
     * Uses up LLVM's handler by a fault of this thread alone: a null pointer, which compiled Java code detects by a
     * fault.
     */
    @SuppressWarnings("null")
    public static void reclaim() {
        try {
            length = NOTHING.length;
        } catch (NullPointerException expected) {
            length = 0;
        }
    }
}
