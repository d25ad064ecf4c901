package sc.fiji.invertibility.compute.opencl.processor;

import sc.fiji.invertibility.compute.opencl.device.NDRange;

/**
 * How a reduction is divided among work-items.
 *
 * @param items the number of work-items
 * @param share the number of neighbouring elements of each
 */
record WorkShares(int items, long share) {

    /** Elements that one work-item sums without double precision: more would lose the seventh digit. */
    private static final int SINGLE_SHARE = 64;

    static WorkShares of(Tuning tuning, long elements) {
        long items = Math.min(tuning.reducers(), elements);
        if (!tuning.hasDouble()) items = Math.max(items, elements / SINGLE_SHARE);
        return new WorkShares(Math.toIntExact(items), (elements + items - 1) / items);
    }

    NDRange range() {
        return NDRange.of(1, items);
    }
}
