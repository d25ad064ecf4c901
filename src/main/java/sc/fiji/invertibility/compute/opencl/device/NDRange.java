package sc.fiji.invertibility.compute.opencl.device;

import java.util.Arrays;

/**
 * The number of work-items of a launch, and their groups.
 *
 * @param global work-items along each axis
 * @param local work-items per group along each axis
 */
public record NDRange(long[] global, long[] local) {

    /**
     * Returns a range with groups along the first axis; kernels return at once for items beyond their sizes.
     *
     * @param group work-items per group
     * @param items the least number of work-items along each axis; the first is rounded up to whole groups
     * @return the range
     */
    public static NDRange of(int group, long... items) {
        long[] global = items.clone();
        global[0] = (items[0] + group - 1) / group * group;
        long[] local = new long[items.length];
        Arrays.fill(local, 1);
        local[0] = group;
        return new NDRange(global, local);
    }
}
