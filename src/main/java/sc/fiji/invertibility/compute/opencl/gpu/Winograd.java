package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.function.BiConsumer;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;

/** Winograd filtering of all tiles of a batch, as many at a time as fit into scratch memory. */
final class Winograd {

    /** Words of scratch memory for transformed inputs and products: 256 MiB. */
    static final long SCRATCH = 1 << 26;

    /** With fewer tiles, reading the weights, 36 instead of 9 or 25, costs more than direct products. */
    private static final int FEWEST_TILES = 8;

    private final DeviceMemory memory;
    private final WinogradKernels kernels;

    Winograd(DeviceMemory memory, WinogradKernels kernels) {
        this.memory = memory;
        this.kernels = kernels;
    }

    /** {@return whether there is a variant for the filters, and outputs of that size have enough tiles} */
    static boolean suits(CorrelationDescriptor c, Shape outputs, int images) {
        WinogradVariant variant = WinogradVariant.of(c);
        return variant != null && WinogradTiles.count(variant, outputs, images) >= FEWEST_TILES;
    }

    /** {@return whether kernels join its transforms with those of other filterings: 3×3 filters in one group} */
    static boolean joins(CorrelationDescriptor c) {
        return WinogradVariant.of(c) == WinogradVariant.F4X4_3X3 && c.groups() == 1;
    }

    /** {@return whether inputs may be codes of 2×2 windows, which need the same padding parity in both directions} */
    static boolean suitsCodes(CorrelationDescriptor c) {
        return WinogradVariant.of(c) != null && (c.paddingY() & 1) == (c.paddingX() & 1);
    }

    /** Filters maps. */
    void run(MapBatch in, PackedWeights weights, WinogradEpilogue out) {
        CorrelationDescriptor c = weights.correlation();
        run((tiles, transformed) -> kernels.input(in, c, tiles, transformed), weights, out, in.images());
    }

    /** Filters codes of 2×2 windows. */
    void run(CodeBatch in, Unpooling unpooling, PackedWeights weights, WinogradEpilogue out) {
        CorrelationDescriptor c = weights.correlation();
        run((tiles, transformed) -> kernels.input(in, unpooling, c, tiles, transformed), weights, out, in.images());
    }

    private void run(
            BiConsumer<WinogradTiles, DeviceBuffer> input, PackedWeights weights, WinogradEpilogue out, int images) {
        CorrelationDescriptor c = weights.correlation();
        weights.in(WeightOrder.WINOGRAD);
        WinogradTiles all = WinogradTiles.of(WinogradVariant.of(c), out.shape(), images);
        int most = Math.min(all.count(), WinogradTiles.fitting(SCRATCH, c.inputChannels() + c.filters()));
        WinogradTiles largest = most < all.count() ? all.strip(0, most) : all;
        try (DeviceBuffer transformed = memory.take(largest.words(c.inputChannels()));
                DeviceBuffer products = memory.take(largest.words(c.filters()))) {
            for (int first = 0; first < all.count(); first += most) {
                WinogradTiles some = first == 0 ? largest : all.strip(first, most);
                input.accept(some, transformed);
                kernels.multiply(weights, some, transformed, products);
                kernels.output(products, weights, out, some);
            }
        }
    }
}
