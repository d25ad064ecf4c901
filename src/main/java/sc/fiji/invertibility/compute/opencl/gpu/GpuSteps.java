package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import java.util.stream.IntStream;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.Batches;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;

/** Steps of Algorithm 1 from a code of 2×2 windows in one or two lengths, for which the gradient is read only once. */
final class GpuSteps {

    private final Batches batches;
    private final PoolingKernels pooling;
    private final TopK largest;

    GpuSteps(Batches batches, PoolingKernels pooling, TopK largest) {
        this.batches = batches;
        this.pooling = pooling;
        this.largest = largest;
    }

    /** {@return whether there are kernels for steps from a code with this pooling} */
    static boolean suits(PooledCode z, Pooling pooling) {
        return pooling.equals(z.pooling()) && pooling.pairs(z.unpooledShape());
    }

    /** Takes one or two steps, and pools them. */
    List<DeviceCode> pooled(
            Scope scope, DeviceCode z, PoolingKernels.Lengths mu, int count, DeviceMap g, Unpooling unpooling) {
        List<DeviceCode> next = allocate(scope, z, count, g);
        pooling.steps(
                CodeBatch.of(z),
                mu,
                MapBatch.of(g),
                unpooling,
                next.stream().map(CodeBatch::of).toList());
        return next;
    }

    /** {@return whether {@link #largest} can keep k units of the steps} */
    boolean counts(DeviceCode z, long k) {
        return z.values().shape().width() % 2 == 0
                && largest.suitsCounted(z.values().shape(), k);
    }

    /** Takes one or two steps, of which the k largest units are kept; their magnitudes are counted while they are pooled. */
    List<DeviceCode> largest(Scope scope, DeviceCode z, DeviceLengths mu, DeviceMap g, Unpooling unpooling, long k) {
        List<DeviceCode> next = allocate(scope, z, mu.count(), g);
        largest.run(
                next.stream().map(DeviceCode::values).toList(),
                k,
                (range, state) -> pooling.stepsAndCounts(z, mu, g, unpooling, next, k, range, state));
        next.forEach(code -> code.hasAtMost(k));
        return next;
    }

    private List<DeviceCode> allocate(Scope scope, DeviceCode z, int count, DeviceMap g) {
        g.shape().requireEqual(z.unpooledShape());
        return IntStream.range(0, count)
                .mapToObj(i -> batches.allocate(scope, g.shape(), z.pooling()))
                .toList();
    }
}
