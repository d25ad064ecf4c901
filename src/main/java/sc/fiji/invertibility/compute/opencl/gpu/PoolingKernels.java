package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/** Max pooling with switches and its inverses. */
final class PoolingKernels {

    static final ProgramSource SOURCE = ProgramSource.of("pooling.cl");
    private static final int GROUP = 128;

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
        run(
                WinogradEpilogue.pools(g.shape(), result.pooling()) ? "pool_pairs" : "pool",
                result.shape(),
                1,
                result,
                g.buffer(),
                g.step(),
                mu,
                z == null ? 0 : 1,
                argument.values().buffer(),
                argument.switches(),
                argument.step(),
                topLeft(unpooling),
                result.values().buffer(),
                result.switches(),
                result.step(),
                selection(result.pooling().selection()));
    }

    void unpool(CodeBatch z, Unpooling unpooling, MapBatch map) {
        run(
                "unpool",
                map.shape(),
                1,
                z,
                z.values().buffer(),
                z.switches(),
                z.step(),
                topLeft(unpooling),
                map.buffer(),
                map.step());
    }

    /** Fills the values of codes that have z's switches. */
    void restrict(MapBatch g, CodeBatch z, Unpooling unpooling, MapBatch values) {
        boolean fours =
                WinogradEpilogue.pools(g.shape(), z.pooling()) && z.shape().width() % FOUR == 0;
        run(
                fours ? "restrict_pairs_to_support" : "restrict_to_support",
                z.shape(),
                fours ? FOUR : 1,
                z,
                g.buffer(),
                g.step(),
                z.values().buffer(),
                z.switches(),
                z.step(),
                topLeft(unpooling),
                values.buffer(),
                values.step());
    }

    void winners(CodeBatch z, DeviceMap counts) {
        List<Object> arguments = new ArrayList<>(List.of(z.values().buffer(), z.switches(), counts.buffer()));
        arguments.addAll(planes(z));
        device.kernel(SOURCE, "winners").run(NDRange.of(group, counts.shape().pixels()), arguments.toArray());
    }

    /** Returns the range with one work-item for one or several positions of a plane. */
    private void run(String kernel, Shape positions, int ofItem, CodeBatch z, Object... arguments) {
        List<Object> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(planes(z));
        NDRange range = NDRange.of(group, positions.pixels() / ofItem, (long) positions.channels() * z.images());
        device.kernel(SOURCE, kernel).run(range, all.toArray());
    }

    private static List<Object> planes(CodeBatch z) {
        Shape map = z.unpooledShape(), pooled = z.shape();
        return List.of(
                map.channels(),
                map.height(),
                map.width(),
                pooled.height(),
                pooled.width(),
                z.pooling().window(),
                z.pooling().stride());
    }

    static int topLeft(Unpooling unpooling) {
        return unpooling == Unpooling.TOP_LEFT ? 1 : 0;
    }

    static int selection(Pooling.Selection selection) {
        return switch (selection) {
            case LARGEST_MAGNITUDE -> 0;
            case LARGEST -> 1;
            case LARGEST_RECTIFIED -> 2;
        };
    }
}
