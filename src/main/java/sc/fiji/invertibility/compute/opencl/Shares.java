package sc.fiji.invertibility.compute.opencl;

/**
 * How a reduction is shared out among work-items.
 *
 * @param items how many work-items, whole groups
 * @param group work-items of a group
 * @param share elements of each, where they are neighbours
 * @param step how far apart an item's elements are: 1 for neighbours, else the number of items
 */
record Shares(int items, int group, long share, long step) {

    /** Elements that one work-item sums in single precision where a device has no double precision. */
    private static final int SINGLE_SHARE = 1024;

    static Shares of(Tuning tuning, long elements) {
        int group = tuning.heavyGroup();
        long items = Math.min(tuning.reducers(), elements);
        if (!tuning.hasDouble()) items = Math.max(items, elements / SINGLE_SHARE);
        items = (items + group - 1) / group * group;
        return new Shares(
                Math.toIntExact(items), group, (elements + items - 1) / items, tuning.interleaved() ? items : 1);
    }

    Range range() {
        return Range.of(group, items);
    }
}
