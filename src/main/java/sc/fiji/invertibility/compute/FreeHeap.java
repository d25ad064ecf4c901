package sc.fiji.invertibility.compute;

/**
 * How much of the heap is free. Garbage must not influence how an image is divided into tiles, or how its units are
 * selected: sums would differ in their last bits from run to run.
 */
public final class FreeHeap {

    private FreeHeap() {}

    /** {@return the bytes that are occupied by nothing, not even by garbage} */
    public static long now() {
        Runtime java = Runtime.getRuntime();
        return java.maxMemory() - java.totalMemory() + java.freeMemory();
    }

    /**
     * Bytes that are free, after garbage collection if that can make a difference.
     *
     * @param enough how many are needed; more make no difference
     */
    static long orAtLeast(long enough) {
        // A collection takes longer than processing a small image, and seconds if other images fill the heap.
        if (now() < enough) System.gc();
        return now();
    }
}
