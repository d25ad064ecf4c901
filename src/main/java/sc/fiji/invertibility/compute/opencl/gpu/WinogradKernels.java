package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import sc.fiji.invertibility.compute.FeedForwardLayer;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/** The steps of Winograd filtering: transforms of tiles, and the products between them. */
final class WinogradKernels {

    private static final ProgramSource NEXT =
            WinogradVariant.F4X4_3X3.program("winograd_next.cl").after("winograd_region.cl");
    private static final int GROUP = 64;

    private final GpuDevice device;
    private final Gemm gemm;

    WinogradKernels(GpuDevice device, Gemm gemm) {
        this.device = device;
        this.gemm = gemm;
    }

    /** Transforms the inputs of tiles of maps. */
    void input(MapBatch in, CorrelationDescriptor c, WinogradTiles tiles, DeviceBuffer transformed) {
        List<Object> maps =
                List.of(in.strided(), in.shape().height(), in.shape().width());
        input("winograd_input", maps, c, tiles, transformed);
    }

    /** Transforms the inputs of tiles of codes of 2×2 windows. */
    void input(
            CodeBatch in, Unpooling unpooling, CorrelationDescriptor c, WinogradTiles tiles, DeviceBuffer transformed) {
        List<Object> codes =
                List.of(in.strided(), unpooling, in.shape().height(), in.shape().width());
        input("winograd_input_of_code_" + (c.paddingY() & 1), codes, c, tiles, transformed);
    }

    private void input(
            String kernel, List<Object> in, CorrelationDescriptor c, WinogradTiles tiles, DeviceBuffer transformed) {
        device.kernel(WinogradVariant.of(c).transforms(), kernel)
                .run(range(tiles, c.inputChannels()), in, transformed, tiles.arguments(), c.paddingY(), c.paddingX());
    }

    /** Multiplies transformed inputs by the weights. */
    void multiply(PackedWeights weights, WinogradTiles tiles, DeviceBuffer transformed, DeviceBuffer products) {
        CorrelationDescriptor c = weights.correlation();
        int n = WeightOrder.padded(c);
        gemm.run(
                new Gemm.Matrices(transformed, (long) c.channels() * tiles.padded()),
                new Gemm.Matrices(weights.in(WeightOrder.WINOGRAD), (long) c.channels() * n),
                new Gemm.Matrices(products, (long) c.groupFilters() * tiles.padded()),
                new Gemm.Sizes(
                        tiles.products(), n, c.groupFilters(), c.channels(), WinogradVariant.POSITIONS, c.groups()));
    }

    /** Makes maps or pooled maps of the products. */
    void output(DeviceBuffer products, PackedWeights weights, WinogradEpilogue out, WinogradTiles tiles) {
        CorrelationDescriptor c = weights.correlation();
        device.kernel(WinogradVariant.of(c).transforms(), "winograd_output")
                .run(
                        range(tiles, c.filters()),
                        List.of(products, weights.bias(), weights.biased()),
                        List.of(out.arguments(), tiles.arguments(), 0, 0));
    }

    /** Makes the transformed inputs of a correlation, of given tiles, of the products of the layer before. */
    void next(WinogradProducts before, CorrelationDescriptor c, WinogradTiles tiles, DeviceBuffer transformed) {
        WinogradBlock block = WinogradBlock.of(device.limits(), tiles, c.channels());
        WinogradRegion region = new WinogradRegion(block, tiles, c.paddingY(), c.paddingX(), c.channels());
        long images = tiles.count() / (tiles.rows() * tiles.columns());
        FeedForwardLayer layer = before.layer();
        Shape outputs = before.outputs();
        WinogradTiles read = before.tiles();
        device.kernel(NEXT, "winograd_next")
                .run(
                        region.range(images),
                        List.of(
                                before.buffer(),
                                before.weights().bias(),
                                before.weights().biased()),
                        List.of(layer.rectification() == Rectification.RELU, WinogradEpilogue.selection(layer)),
                        List.of(outputs.height(), outputs.width(), read.sizes(), read.padded()),
                        transformed,
                        region.arguments());
    }

    private NDRange range(WinogradTiles tiles, int channels) {
        return NDRange.of(device.limits().group(GROUP), tiles.padded(), channels);
    }
}
