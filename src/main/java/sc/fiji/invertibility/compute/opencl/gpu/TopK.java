package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.Kernel;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/** The k largest units of whole maps, selected on the device without any wait of the host. */
final class TopK {

    /** In smaller maps a single group is faster than several, which have to synchronise. */
    private static final int SMALL = 1 << 16;

    /** Large, since a single group selects from a small map. */
    private static final int GROUP = 512;

    private static final int GROUPS_OF_UNIT = 4;

    private static final int DIGITS = 2048;
    private static final int STATE = 4;
    private static final int ROUNDS = 3;

    /** Maps of one launch. */
    private static final int TOGETHER = 2;

    private final GpuDevice device;
    private final DeviceMemory memory;
    private final GpuPointwiseKernels pointwise;
    private final ProgramSource source;
    private DeviceBuffer state;

    /** Queues kernels that write maps, and count their units as the first round does. */
    interface Counted {

        /**
         * @param range the groups of all rounds
         * @param state what the round changes
         */
        void run(NDRange range, DeviceBuffer state);
    }

    TopK(GpuDevice device, DeviceMemory memory, GpuPointwiseKernels pointwise) {
        this.device = device;
        this.memory = memory;
        this.pointwise = pointwise;
        this.source = source(device);
    }

    /**
     * Returns whether this can select from a map.
     *
     * @param k the number of units to keep
     */
    static boolean suits(DeviceMap values, long k) {
        return k > 0 && values.shape().size() <= Integer.MAX_VALUE;
    }

    /** Keeps the k largest units of each of some maps of one shape; of equal ones, the first. */
    void run(List<DeviceMap> maps, long k) {
        long size = maps.get(0).shape().size();
        if (k >= size) return;
        if (size > SMALL) {
            for (int i = 0; i < maps.size(); i += TOGETHER)
                large(maps.subList(i, Math.min(i + TOGETHER, maps.size())), size, (int) k, null);
            return;
        }
        MapBatch batch = MapBatch.of(maps);
        if (batch != null) small(batch, (int) k);
        else maps.forEach(map -> small(MapBatch.of(map), (int) k));
    }

    /** Returns whether {@link #run(List, long, Counted)} selects from such a map. */
    boolean suitsCounted(Shape map, long k) {
        long size = map.size(),
                local =
                        (long) Integer.BYTES
                                * (TOGETHER * DIGITS + device.limits().group(GROUP) + STATE);
        return size > SMALL
                && size <= Integer.MAX_VALUE
                && k > 0
                && k < size
                && local <= device.limits().localBytes();
    }

    /** The same as {@link #run(List, long)} for one or two large maps that have yet to be written. */
    void run(List<DeviceMap> maps, long k, Counted first) {
        large(maps, maps.get(0).shape().size(), (int) k, first);
    }

    private void small(MapBatch values, int k) {
        int group = device.limits().group(GROUP);
        NDRange range = NDRange.of(group, (long) group * values.images());
        kernel("keep_largest_of_small")
                .run(range, values.strided(), (int) values.shape().size(), k);
    }

    private void large(List<DeviceMap> maps, long size, int k, Counted first) {
        int group = device.limits().group(GROUP);
        int groups = GROUPS_OF_UNIT * device.limits().units();
        long share = (size + groups - 1) / groups;
        NDRange range = NDRange.of(group, (long) group * groups, maps.size());
        List<DeviceMap> values = List.of(maps.get(0), maps.get(maps.size() - 1));
        DeviceBuffer state = state();
        try (DeviceBuffer ties = memory.take((long) groups * maps.size())) {
            if (first != null) first.run(NDRange.of(group, (long) group * groups), state);
            for (int round = first == null ? 0 : 1; round < ROUNDS; round++)
                kernel("count_digits").run(range, values, size, round, k, state);
            kernel("count_ties").run(range, values, size, share, state, ties);
            kernel("keep_found").run(range, values, size, share, state, ties);
        }
    }

    /**
     * For each map the state that each round passes to the next, followed by the histogram of digits, which is zero
     * before and after each round.
     */
    private DeviceBuffer state() {
        if (state == null) {
            DeviceBuffer taken = memory.take(TOGETHER * (STATE + DIGITS));
            try {
                pointwise.clear(taken, TOGETHER * (STATE + DIGITS));
            } catch (RuntimeException e) {
                taken.close();
                throw e;
            }
            state = taken;
        }
        return state;
    }

    static ProgramSource source(GpuDevice device) {
        return device.source("selection.cl", GROUP);
    }

    /** The kernels that write maps and count their units. */
    static ProgramSource counting(GpuDevice device) {
        return device.source("steps.cl", GROUP);
    }

    private Kernel kernel(String name) {
        return device.kernel(source, name);
    }
}
