package sc.fiji.invertibility.compute.opencl.processor;

/**
 * What kernels are told of a processor, which wants few, long work-items that walk through memory.
 *
 * @param cores work-items that each have a large cache to themselves
 * @param hasDouble whether sums are of double precision
 */
record Tuning(int cores, boolean hasDouble) {

    /** Work-items of a group in kernels of little work each; others have groups of one. */
    static final int GROUP = 16;

    /** Pixels that a work-item of the direct correlation holds, times 32 filters. */
    static final int PIXELS = 7;

    /** {@return work-items of a reduction} */
    int reducers() {
        return 4 * cores;
    }

    /** {@return histograms that are counted side by side} */
    int histograms() {
        return 2 * cores;
    }

    /** {@return options of the compiler} */
    String options() {
        return "-cl-mad-enable -D PIXELS=" + PIXELS + (hasDouble ? "" : " -D WITHOUT_DOUBLE");
    }
}
