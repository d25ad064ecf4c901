package sc.fiji.invertibility.compute.opencl.processor;

import java.util.List;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.Kernel;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/** Max pooling with switches and its inverses. */
final class PoolingKernels {

    /** Values of a code, 4 MiB, beyond which it, its switches and the map do not fit into the caches together. */
    private static final long FAR = 1 << 20;

    private final TunedDevice device;

    PoolingKernels(TunedDevice device) {
        this.device = device;
    }

    /**
     * Pools z + μg.
     *
     * @param z a code of the same pooling, whose windows do not overlap; or null for zero
     */
    void pool(DeviceCode z, float mu, DeviceMap g, Unpooling unpooling, DeviceCode result) {
        // Without z, any buffer serves as a placeholder, since the kernel does not read it.
        DeviceCode argument = z == null ? result : z;
        kernel(far("pool", result), g)
                .run(
                        Tuning.range(result.values(), 1),
                        List.of(g, mu, z != null, argument.arguments(), unpooling),
                        List.of(result.arguments(), result.windows()),
                        result.pooling().selection());
    }

    void unpool(DeviceCode z, Unpooling unpooling, DeviceMap map) {
        kernel("unpool", map).run(Tuning.range(map, 1), z.arguments(), unpooling, map, z.windows());
    }

    /** Fills the values of a result that has z's switches. */
    void restrict(DeviceMap g, DeviceCode z, Unpooling unpooling, DeviceCode result) {
        NDRange range = Tuning.range(z.values(), 1);
        kernel(far("restrict", result), g).run(range, g, z.arguments(), unpooling, result.values(), z.windows());
    }

    void winners(DeviceCode z, DeviceMap counts) {
        int blocks = z.values().layout().blocks();
        NDRange range =
                NDRange.of(Tuning.GROUP, counts.shape().width(), counts.shape().height());
        kernel("winners", z.values()).run(range, z.arguments(), counts, blocks, z.windows());
    }

    /** The kernel that writes a large result around the caches. */
    static String far(String name, DeviceCode result) {
        return result.values().layout().size() > FAR ? name + "_far" : name;
    }

    private Kernel kernel(String name, DeviceMap map) {
        return device.kernel(name + (map.layout().blocked() ? "_blocked" : "_planar"));
    }
}
