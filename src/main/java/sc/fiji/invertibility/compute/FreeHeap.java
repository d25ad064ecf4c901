package sc.fiji.invertibility.compute;

/**
 * How much of the heap is free. Garbage must not decide how an image is cut, or how its units are selected: sums would
 * differ in their last bits from run to run.
 */
final class FreeHeap {

    private FreeHeap() {}

    /** Bytes that nothing takes, neither garbage. */
    static long now() {
        Runtime java = Runtime.getRuntime();
        return java.maxMemory() - java.totalMemory() + java.freeMemory();
    }

    /**
     * Bytes that are free, garbage collected if it may matter.
     *
     * @param enough more makes no difference
     */
    static long orAtLeast(long enough) {
        // A collection takes longer than a small image, and seconds where other images fill the heap.
        if (now() < enough) System.gc();
        return now();
    }
}
