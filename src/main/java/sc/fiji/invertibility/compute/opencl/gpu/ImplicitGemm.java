package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;
import sc.fiji.invertibility.compute.opencl.device.NDRange;
import sc.fiji.invertibility.compute.opencl.device.StridedOutputs;

/** Correlations of any shape, as products of gathered pixels and weights. */
final class ImplicitGemm {

    private final GpuDevice device;

    ImplicitGemm(GpuDevice device) {
        this.device = device;
    }

    void run(MapBatch in, PackedWeights weights, boolean rectified, MapBatch out, StridedOutputs target) {
        CorrelationDescriptor c = weights.correlation();
        int filters = c.groupFilters(), padded = WeightOrder.padded(c);
        int taps = c.channels() * c.height() * c.width();
        long outputs = (long) target.rows() * target.columns();
        long gemm = (long) c.groups() * in.images();
        GemmTile tile = new TileChoice(outputs, padded, taps, gemm).on(device.limits());
        NDRange range =
                NDRange.of(tile.group(), tile.group() * tile.acrossColumns(outputs), tile.acrossRows(padded), gemm);
        boolean pointwise = c.height() == 1 && c.width() == 1;
        device.kernel(pointwise ? tile.correlatePointwise() : tile.correlate(), "correlate")
                .run(
                        range,
                        in.sized(),
                        List.of(weights.in(WeightOrder.TAPS), weights.taps(), weights.bias(), rectified),
                        out.sized(),
                        target.arguments(),
                        List.of(c.stride(), c.paddingY(), c.paddingX()),
                        List.of(taps, padded, filters, c.channels(), c.groups()));
    }
}
