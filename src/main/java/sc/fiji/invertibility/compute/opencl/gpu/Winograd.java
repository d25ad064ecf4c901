package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.function.BiConsumer;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;

/** Winograd filtering F(4×4, 3×3) of all tiles of a batch, as many at a time as fit into scratch memory. */
final class Winograd {

    /** Words of scratch memory for transformed inputs and products: 256 MiB. */
    static final long SCRATCH = 1 << 26;

    /** With fewer channels or filters, the transforms cost too much compared with the products. */
    private static final int FEWEST_CHANNELS = 16;

    /** With fewer tiles, reading the weights, 36 instead of 9, costs more than direct products. */
    private static final int FEWEST_TILES = 8;

    private final DeviceMemory memory;
    private final WinogradKernels kernels;

    Winograd(DeviceMemory memory, WinogradKernels kernels) {
        this.memory = memory;
        this.kernels = kernels;
    }

    static boolean suits(CorrelationDescriptor c) {
        return c.groups() == 1
                && c.height() == 3
                && c.width() == 3
                && c.stride() == 1
                && Math.min(c.channels(), c.filters()) >= FEWEST_CHANNELS;
    }

    /** {@return whether outputs of that size have enough tiles} */
    static boolean suits(Shape outputs, int images) {
        return WinogradTiles.count(outputs, images) >= FEWEST_TILES;
    }

    /** {@return whether inputs may be codes of 2×2 windows, which need the same padding parity in both directions} */
    static boolean suitsCodes(CorrelationDescriptor c) {
        return (c.paddingY() & 1) == (c.paddingX() & 1);
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
        WinogradTiles all = WinogradTiles.of(out.shape(), images);
        int most = Math.min(all.count(), WinogradTiles.fitting(SCRATCH, c.channels() + c.filters()));
        WinogradTiles largest = all.strip(0, most);
        try (DeviceBuffer transformed = memory.take(largest.words(c.channels()));
                DeviceBuffer products = memory.take(largest.words(c.filters()))) {
            for (int first = 0; first < all.count(); first += most) {
                WinogradTiles some = all.strip(first, most);
                input.accept(some, transformed);
                kernels.multiply(weights, some, transformed, products);
                kernels.output(products, weights, out, some);
            }
        }
    }
}
