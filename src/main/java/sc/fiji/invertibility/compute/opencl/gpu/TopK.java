package sc.fiji.invertibility.compute.opencl.gpu;

import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
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

    private final GpuDevice device;
    private final DeviceMemory memory;
    private final GpuPointwiseKernels pointwise;
    private DeviceBuffer state;

    TopK(GpuDevice device, DeviceMemory memory, GpuPointwiseKernels pointwise) {
        this.device = device;
        this.memory = memory;
        this.pointwise = pointwise;
    }

    /**
     * Returns whether this can select from a map.
     *
     * @param k the number of units to keep
     */
    static boolean suits(MapBatch values, long k) {
        return k > 0 && values.shape().size() <= Integer.MAX_VALUE;
    }

    /** Keeps the k largest units of each map; of equal ones, the first. */
    void run(MapBatch values, long k) {
        long size = values.shape().size();
        if (k >= size) return;
        if (size <= SMALL) {
            int group = device.limits().group(GROUP);
            NDRange range = NDRange.of(group, (long) group * values.images());
            kernel("keep_largest_of_small").run(range, values.strided(), (int) size, (int) k);
        } else {
            values.maps().forEach(map -> large(map.buffer(), size, (int) k));
        }
    }

    private void large(DeviceBuffer values, long size, int k) {
        int group = device.limits().group(GROUP);
        int groups = GROUPS_OF_UNIT * device.limits().units();
        long share = (size + groups - 1) / groups;
        NDRange range = NDRange.of(group, (long) group * groups);
        DeviceBuffer state = state();
        try (DeviceBuffer ties = memory.take(groups)) {
            for (int round = 0; round < ROUNDS; round++)
                kernel("count_digits").run(range, values, size, round, k, state);
            kernel("count_ties").run(range, values, size, share, state, ties);
            kernel("keep_found").run(range, values, size, share, state, ties);
        }
    }

    /**
     * The state that each round passes to the next, followed by the histogram of digits, which is zero before and after
     * each round.
     */
    private DeviceBuffer state() {
        if (state == null) {
            DeviceBuffer taken = memory.take(STATE + DIGITS);
            try {
                pointwise.clear(taken, STATE + DIGITS);
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

    private Kernel kernel(String name) {
        return device.kernel(source(device), name);
    }
}
