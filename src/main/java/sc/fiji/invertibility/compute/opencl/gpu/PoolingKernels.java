package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/** Max pooling with switches and its inverses. */
final class PoolingKernels {

    static final ProgramSource SOURCE = ProgramSource.of("pooling.cl").after("pairs.cl");
    private static final int GROUP = 128;

    /** The largest number of lengths that a step is taken in at a time. */
    static final int LENGTHS = 2;

    /** The largest number of neighbouring windows per work-item. */
    private static final int FOUR = 4;

    private final GpuDevice device;
    private final int group;

    PoolingKernels(GpuDevice device) {
        this.device = device;
        this.group = device.limits().group(GROUP);
    }

    /**
     * Pools z + μg.
     *
     * @param z codes of the same pooling, whose windows do not overlap; or null for zero
     */
    void pool(CodeBatch z, float mu, MapBatch g, Unpooling unpooling, CodeBatch result) {
        // Without z, any buffer serves as a placeholder, since the kernel does not read it.
        CodeBatch argument = z == null ? result : z;
        Pooling pooling = result.pooling();
        run(
                pooling.pairs(g.shape()) ? "pool_pairs" : "pool",
                result.shape(),
                1,
                result,
                List.of(g.strided(), mu, z != null),
                List.of(argument.strided(), unpooling),
                List.of(result.strided(), pooling.selection()));
    }

    /**
     * Lengths of one or two steps.
     *
     * @param first the first, if the host knows them
     * @param second the second, or any number
     * @param onDevice has them otherwise; else null
     */
    record Lengths(float first, float second, DeviceBuffer onDevice) {

        static Lengths known(float first, float second) {
            return new Lengths(first, second, null);
        }

        static Lengths on(DeviceBuffer device) {
            return new Lengths(0, 0, device);
        }
    }

    /**
     * Pools z + μg with one or two lengths μ, for windows that {@link Pooling#pairs}.
     *
     * @param z a code of the same pooling
     * @param mu the lengths
     * @param results a code for each
     */
    void steps(CodeBatch z, Lengths mu, MapBatch g, Unpooling unpooling, List<CodeBatch> results) {
        CodeBatch first = results.get(0), second = results.get(results.size() - 1);
        boolean onDevice = mu.onDevice != null;
        run(
                "pool_pairs_of_steps",
                first.shape(),
                1,
                first,
                List.of(g.strided(), z.strided(), unpooling),
                List.of(mu.first, mu.second, onDevice ? mu.onDevice : g.buffer(), onDevice),
                List.of(first.strided(), first.pooling().selection()),
                List.of(results.size() > 1, second.values().buffer(), second.switches()));
    }

    /**
     * The same with lengths on the device and, for each result, the first round of {@link TopK}.
     *
     * @param k how many units will be selected
     * @param range the groups of that round
     * @param state what it changes
     */
    void stepsAndCounts(
            DeviceCode z,
            DeviceLengths mu,
            DeviceMap g,
            Unpooling unpooling,
            List<DeviceCode> results,
            long k,
            NDRange range,
            DeviceBuffer state) {
        DeviceCode first = results.get(0), second = results.get(results.size() - 1);
        device.kernel(TopK.counting(device), "pool_and_count")
                .run(
                        range,
                        List.of(g, z.arguments(), unpooling, mu.buffer()),
                        List.of(first.arguments(), first.pooling().selection()),
                        List.of(results.size() > 1, second.arguments(), (int) k, state),
                        planes(CodeBatch.of(z)));
    }

    void unpool(CodeBatch z, Unpooling unpooling, MapBatch map) {
        run("unpool", map.shape(), 1, z, z.strided(), unpooling, map.strided());
    }

    /** Fills the values of codes that have z's switches. */
    void restrict(MapBatch g, CodeBatch z, Unpooling unpooling, MapBatch values) {
        boolean fours = z.pooling().pairs(g.shape()) && z.shape().width() % FOUR == 0;
        String kernel = fours ? "restrict_pairs_to_support" : "restrict_to_support";
        run(kernel, z.shape(), fours ? FOUR : 1, z, g.strided(), z.strided(), unpooling, values.strided());
    }

    void winners(CodeBatch z, DeviceMap counts) {
        NDRange range = NDRange.of(group, counts.shape().pixels());
        device.kernel(SOURCE, "winners").run(range, z.values().buffer(), z.switches(), counts, planes(z));
    }

    /** Runs a kernel with one work-item for one or several positions of a plane. */
    private void run(String kernel, Shape positions, int ofItem, CodeBatch z, Object... arguments) {
        NDRange range = NDRange.of(group, positions.pixels() / ofItem, (long) positions.channels() * z.images());
        device.kernel(SOURCE, kernel).run(range, List.of(arguments), planes(z));
    }

    private static List<Object> planes(CodeBatch z) {
        return List.of(z.shape().channels(), z.first().windows());
    }
}
