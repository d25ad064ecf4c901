package sc.fiji.invertibility.compute.opencl.processor;

import java.util.List;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceFilters;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.MapLayout;
import sc.fiji.invertibility.compute.opencl.device.NDRange;
import sc.fiji.invertibility.compute.opencl.device.StridedOutputs;

/** Runs correlations by the method that their weights were packed for. */
final class Convolution {

    /** Filters per launch if the outputs are planar. */
    private static final int FEW = 4;

    /** Pixels per work-item from blocked inputs to planar outputs, and from planar ones. */
    private static final int FEW_RUN = 4;

    private static final int PLANAR_RUN = 2 * MapLayout.BLOCK;

    private final TunedDevice device;
    private final Winograd winograd;

    Convolution(TunedDevice device, DeviceMemory memory) {
        this.device = device;
        this.winograd = new Winograd(device, memory);
    }

    /** h = Wx. */
    void forward(DeviceMap x, DeviceFilters<PackedWeights> filters, boolean rectified, DeviceMap h) {
        run(x, filters.forward(), rectified, h, StridedOutputs.all(h.shape()));
    }

    /**
     * The pooled code of h = Wx, without h in memory, for windows that {@link
     * sc.fiji.invertibility.compute.Pooling#pairs}.
     *
     * @return whether there was a method for it, and enough memory; if not, nothing is written
     */
    boolean pooled(DeviceMap x, DeviceFilters<PackedWeights> filters, boolean rectified, DeviceCode z) {
        PackedWeights weights = filters.forward();
        return ConvolutionMethod.of(weights.correlation(), StridedOutputs.all(z.unpooledShape()))
                        == ConvolutionMethod.WINOGRAD
                && winograd(x, weights, WinogradEpilogue.pooled(z, rectified));
    }

    /** x̂ = Wᵀz. */
    void transposed(DeviceMap z, DeviceFilters<PackedWeights> filters, DeviceMap x) {
        int stride = filters.bank().stride();
        for (DeviceFilters.Part<PackedWeights> part : filters.transpose()) {
            StridedOutputs target = StridedOutputs.every(
                    stride, x.shape(), part.transpose().y(), part.transpose().x());
            run(z, part.weights(), false, x, target);
        }
    }

    private void run(DeviceMap in, PackedWeights weights, boolean rectified, DeviceMap out, StridedOutputs target) {
        if (target.empty()) return;
        ConvolutionMethod method = ConvolutionMethod.of(weights.correlation(), target);
        if (method == ConvolutionMethod.WINOGRAD && winograd(in, weights, WinogradEpilogue.map(out, rectified))) return;
        if (method == ConvolutionMethod.WINOGRAD) method = ConvolutionMethod.DIRECT;
        PackedCorrelation packed = weights.in(method);
        switch (method) {
            case DIRECT -> direct(in, packed, rectified, out, target);
            case FEW -> few("few", FEW_RUN, in, packed, rectified, out, target);
            case PLANAR -> few("planar", PLANAR_RUN, in, packed, rectified, out, target);
            default -> plain(in, packed, rectified, out, target);
        }
    }

    /** {@return whether there was enough memory} */
    private boolean winograd(DeviceMap in, PackedWeights weights, WinogradEpilogue out) {
        try {
            winograd.run(in, weights.in(ConvolutionMethod.WINOGRAD), out);
            return true;
        } catch (OutOfDeviceMemory e) {
            weights.forget(ConvolutionMethod.WINOGRAD);
            return false;
        }
    }

    private void plain(
            DeviceMap in, PackedCorrelation packed, boolean rectified, DeviceMap out, StridedOutputs target) {
        CorrelationDescriptor c = packed.correlation();
        int lanes = out.layout().lanes(), blocks = out.layout().blocks();
        NDRange range = NDRange.of(Tuning.GROUP, (long) target.columns() * lanes, target.rows(), blocks);
        device.kernel("correlate")
                .run(
                        range,
                        in.sized(),
                        List.of(packed.weights(), packed.bias(), rectified, out, lanes),
                        List.of(c.filters(), c.groupFilters(), c.channels()),
                        geometry(c, out.shape(), target));
    }

    /** To planar maps: one launch for every few filters. */
    private void few(
            String name,
            int run,
            DeviceMap in,
            PackedCorrelation packed,
            boolean rectified,
            DeviceMap out,
            StridedOutputs target) {
        CorrelationDescriptor c = packed.correlation();
        List<Object> input = List.of(
                in, in.layout().blocks(), in.shape().height(), in.shape().width());
        for (int first = 0; first < c.filters(); first += FEW)
            device.kernel(name + "_" + Math.min(FEW, c.filters() - first))
                    .run(
                            runs(run, target, 1),
                            input,
                            List.of(packed.weights(), packed.bias(), rectified, out, first),
                            geometry(c, out.shape(), target));
    }

    private void direct(
            DeviceMap in, PackedCorrelation packed, boolean rectified, DeviceMap out, StridedOutputs target) {
        CorrelationDescriptor c = packed.correlation();
        int lanes = in.layout().lanes();
        int packs = WeightPacker.packs(c.groupFilters());
        device.kernel(in.layout().blocked() ? "direct_blocked" : "direct_planar")
                .run(
                        runs(Tuning.PIXELS, target, (long) packs * c.groups()),
                        List.of(in, lanes, (c.channels() + lanes - 1) / lanes, c.channels()),
                        List.of(in.shape().height(), in.shape().width(), packed.weights(), packed.bias(), rectified),
                        List.of(out, out.layout().blocks() / c.groups(), packs),
                        geometry(c, out.shape(), target));
    }

    /** The last arguments of all kernels: the outputs to fill, and the filter's geometry. */
    private static List<Object> geometry(CorrelationDescriptor c, Shape out, StridedOutputs target) {
        return List.of(
                List.of(out.height(), out.width(), target.arguments()),
                List.of(c.height(), c.width(), c.stride(), c.paddingY(), c.paddingX()));
    }

    /** Each work-item computes a run of neighbouring pixels, for each of some packs of filters. */
    private NDRange runs(int pixels, StridedOutputs target, long packs) {
        long runs = (long) ((target.columns() + pixels - 1) / pixels) * target.rows();
        return NDRange.of(1, runs, packs);
    }
}
