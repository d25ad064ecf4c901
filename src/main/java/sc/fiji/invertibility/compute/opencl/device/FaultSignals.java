package sc.fiji.invertibility.compute.opencl.device;

/**
 * The fault signals of this process. LLVM, the compiler of some CPU drivers, replaces the handler of SIGSEGV,
 * which a Java virtual machine needs at every safepoint, by one for a single use: it puts the former handler
 * back. While it does so a second fault, of another thread at the same safepoint, ends the process.
 */
public final class FaultSignals {

    private static final int[] NOTHING = null;

    /** Takes what is read, so that no compiler leaves the reading out. */
    private static volatile int length;

    private FaultSignals() {}

    /** Spends the single use on a fault of this thread alone: a null pointer, which Java code finds by faulting. */
    @SuppressWarnings("null")
    public static void reclaim() {
        try {
            length = NOTHING.length;
        } catch (NullPointerException expected) {
            length = 0;
        }
    }
}
