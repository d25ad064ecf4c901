package sc.fiji.invertibility.compute.opencl.processor;

import sc.fiji.invertibility.compute.opencl.device.Range;

/**
 * How a reduction is shared out among work-items.
 *
 * @param items how many work-items
 * @param share neighbouring elements of each
 */
record Shares(int items, long share) {

    /** Elements that one work-item sums where there is no double precision: more would lose the seventh digit. */
    private static final int SINGLE_SHARE = 64;

    static Shares of(Tuning tuning, long elements) {
        long items = Math.min(tuning.reducers(), elements);
        if (!tuning.hasDouble()) items = Math.max(items, elements / SINGLE_SHARE);
        return new Shares(Math.toIntExact(items), (elements + items - 1) / items);
    }

    Range range() {
        return Range.of(1, items);
    }
}
