package sc.fiji.invertibility.compute.opencl.processor;

import java.util.List;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.NDRange;
import sc.fiji.invertibility.compute.opencl.device.StridedOutputs;

/** Convolutions of a few channels whose outputs are pooled or restricted at once, without a map of them in memory. */
final class PooledConvolution {

    private final TunedDevice device;

    PooledConvolution(TunedDevice device) {
        this.device = device;
    }

    /**
     * Whether there are kernels for it.
     *
     * @param c the bank W
     * @param unpooled the size of Wx
     */
    static boolean suits(CorrelationDescriptor c, Shape unpooled, Pooling pooling) {
        return BlockedLayout.of(c.inputChannels()) == 1
                && pooling.pairs(unpooled)
                && ConvolutionMethod.of(c, StridedOutputs.all(unpooled)) == ConvolutionMethod.DIRECT;
    }

    /**
     * Pools z + μWx.
     *
     * @param rectified whether negative values of Wx become zero
     * @param z null for zero
     */
    void pool(
            DeviceMap x,
            PackedWeights w,
            boolean rectified,
            float mu,
            DeviceCode z,
            Unpooling unpooling,
            DeviceCode result) {
        // Without z, any buffer serves as a placeholder, since the kernel does not read it.
        DeviceCode argument = z == null ? result : z;
        run(
                "direct_pooled",
                x,
                w,
                result,
                List.of(rectified, mu, z != null, argument.arguments(), unpooling),
                List.of(result.arguments(), result.pooling().selection()));
    }

    /** Fills the values of a result that has z's switches with those of Wx where z has its non-zeros. */
    void restrict(DeviceMap x, PackedWeights w, DeviceCode z, Unpooling unpooling, DeviceCode result) {
        run("direct_restricted", x, w, result, z.arguments(), List.of(unpooling, result.values()));
    }

    private void run(
            String name, DeviceMap x, PackedWeights w, DeviceCode result, List<Object> first, List<Object> second) {
        PackedCorrelation packed = w.in(ConvolutionMethod.DIRECT);
        CorrelationDescriptor c = packed.correlation();
        int packs = WeightPacker.packs(c.groupFilters());
        Shape pooled = result.values().shape();
        device.kernel(PoolingKernels.far(name, result))
                .run(
                        NDRange.of(1, pooled.height(), (long) packs * c.groups()),
                        List.of(x, c.channels(), x.shape().height(), x.shape().width()),
                        List.of(packed.weights(), packed.bias()),
                        List.of(result.values().layout().blocks() / c.groups(), packs),
                        List.of(pooled.height(), pooled.width()),
                        List.of(c.height(), c.width(), c.stride(), c.paddingY(), c.paddingX()),
                        first,
                        second);
    }
}
