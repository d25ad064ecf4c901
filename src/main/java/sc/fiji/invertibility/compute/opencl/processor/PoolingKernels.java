package sc.fiji.invertibility.compute.opencl.processor;

import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.Kernel;
import sc.fiji.invertibility.compute.opencl.device.MapLayout;
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
        Shape shape = g.shape();
        Shape pooled = result.values().shape();
        Pooling pooling = result.pooling();
        boolean blocked = g.layout().blocked();
        // Without z, any buffer serves as a placeholder, since the kernel does not read it.
        DeviceCode argument = z == null ? result : z;
        kernel(far("pool", result), blocked)
                .run(
                        range(result.values()),
                        g.buffer(),
                        mu,
                        z == null ? 0 : 1,
                        argument.values().buffer(),
                        argument.switches().buffer(),
                        topLeft(unpooling),
                        result.values().buffer(),
                        result.switches().buffer(),
                        shape.height(),
                        shape.width(),
                        pooled.height(),
                        pooled.width(),
                        pooling.window(),
                        pooling.stride(),
                        selection(pooling.selection()));
    }

    void unpool(DeviceCode z, Unpooling unpooling, DeviceMap map) {
        Shape shape = map.shape();
        Shape pooled = z.values().shape();
        kernel("unpool", map.layout().blocked())
                .run(
                        range(map),
                        z.values().buffer(),
                        z.switches().buffer(),
                        topLeft(unpooling),
                        map.buffer(),
                        shape.height(),
                        shape.width(),
                        pooled.height(),
                        pooled.width(),
                        z.pooling().window(),
                        z.pooling().stride());
    }

    /** Fills the values of a result that has z's switches. */
    void restrict(DeviceMap g, DeviceCode z, Unpooling unpooling, DeviceCode result) {
        Shape shape = g.shape();
        Shape pooled = z.values().shape();
        kernel(far("restrict", result), g.layout().blocked())
                .run(
                        range(z.values()),
                        g.buffer(),
                        z.values().buffer(),
                        z.switches().buffer(),
                        topLeft(unpooling),
                        result.values().buffer(),
                        shape.height(),
                        shape.width(),
                        pooled.height(),
                        pooled.width(),
                        z.pooling().window(),
                        z.pooling().stride());
    }

    void winners(DeviceCode z, DeviceMap counts) {
        Shape shape = counts.shape();
        MapLayout pooled = z.values().layout();
        kernel("winners", pooled.blocked())
                .run(
                        NDRange.of(Tuning.GROUP, shape.width(), shape.height()),
                        z.values().buffer(),
                        z.switches().buffer(),
                        counts.buffer(),
                        pooled.blocks(),
                        shape.height(),
                        shape.width(),
                        pooled.shape().height(),
                        pooled.shape().width(),
                        z.pooling().window(),
                        z.pooling().stride());
    }

    /** The kernel that writes a large result around the caches. */
    private static String far(String name, DeviceCode result) {
        return result.values().layout().size() > FAR ? name + "_far" : name;
    }

    private Kernel kernel(String name, boolean blocked) {
        return device.kernel(name + (blocked ? "_blocked" : "_planar"));
    }

    private NDRange range(DeviceMap map) {
        Shape shape = map.shape();
        return NDRange.of(
                Tuning.GROUP, shape.width(), shape.height(), map.layout().blocks());
    }

    private static int topLeft(Unpooling unpooling) {
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
