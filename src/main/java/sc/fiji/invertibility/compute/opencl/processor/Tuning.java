package sc.fiji.invertibility.compute.opencl.processor;

import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/**
 * Work sizes for a processor, which prefers few, long work-items that walk through memory.
 *
 * @param cores the number of work-items that each have a large cache to themselves
 * @param hasDouble whether sums are in double precision
 */
record Tuning(int cores, boolean hasDouble) {

    /** Work-items per group in kernels with little work for each; others have groups of one. */
    static final int GROUP = 16;

    /** Pixels per work-item of the direct correlation, each for 32 filters. */
    static final int PIXELS = 7;

    /** {@return the number of work-items of a reduction} */
    int reducers() {
        return 4 * cores;
    }

    /** {@return the number of histograms that are counted side by side} */
    int histograms() {
        return 2 * cores;
    }

    /** {@return options of the compiler} */
    String options() {
        return "-cl-mad-enable -D PIXELS=" + PIXELS + (hasDouble ? "" : " -D WITHOUT_DOUBLE");
    }

    /** {@return work-items for each column, row and block of a map, or several of them for each column} */
    static NDRange range(DeviceMap map, int ofColumn) {
        Shape shape = map.shape();
        return NDRange.of(
                GROUP,
                (long) shape.width() * ofColumn,
                shape.height(),
                map.layout().blocks());
    }
}
