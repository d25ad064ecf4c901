package sc.fiji.invertibility.compute.opencl;

/**
 * What differs between kinds of devices: a CPU wants few, long work-items that walk through memory, a GPU
 * many short ones side by side.
 *
 * @param group work-items of a group in kernels of little work each
 * @param heavyGroup the same in kernels that hold many values in registers
 * @param pixels pixels that a work-item of the direct correlation holds, times 32 filters
 * @param cores work-items that each have a large cache to themselves; 0 where there are none
 * @param reducers work-items of a reduction
 * @param histograms histograms that are counted side by side
 * @param interleaved whether the work-items of a reduction read side by side
 * @param options of the compiler
 */
record Tuning(
        int group,
        int heavyGroup,
        int pixels,
        int cores,
        int reducers,
        int histograms,
        boolean interleaved,
        String options) {

    static Tuning cpu(int units) {
        return new Tuning(16, 1, 7, units, 4 * units, 2 * units, false, "-cl-mad-enable -D PROCESSOR");
    }

    static Tuning gpu(int units) {
        return new Tuning(64, 32, 2, 0, 1024 * units, 4 * units, true, "-cl-mad-enable");
    }

    Tuning withoutDouble() {
        return new Tuning(
                group, heavyGroup, pixels, cores, reducers, histograms, interleaved, options + " -D WITHOUT_DOUBLE");
    }

    boolean hasDouble() {
        return !options.contains("WITHOUT_DOUBLE");
    }
}
