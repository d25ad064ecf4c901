package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/** Winograd filtering F(4×4, 3×3) of all tiles of a batch, as many at a time as fit into scratch memory. */
final class Winograd {

    /** Values per channel of a transformed tile or filter. */
    static final int POSITIONS = 36;

    private static final ProgramSource SOURCE = ProgramSource.of("winograd.cl");
    private static final int TILE = 4;
    private static final int VECTOR = 4;
    private static final int GROUP = 64;

    /** Words of scratch memory for transformed inputs and products: 256 MiB. */
    private static final long SCRATCH = 1 << 26;

    /** With fewer channels or filters, the transforms cost too much compared with the products. */
    private static final int FEWEST_CHANNELS = 16;

    /** With fewer tiles, reading the weights, 36 instead of 9, costs more than direct products. */
    private static final int FEWEST_TILES = 8;

    private final GpuDevice device;
    private final DeviceMemory memory;
    private final Gemm gemm;

    Winograd(GpuDevice device, DeviceMemory memory, Gemm gemm) {
        this.device = device;
        this.memory = memory;
        this.gemm = gemm;
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
        return (long) tiles(outputs.height()) * tiles(outputs.width()) * images >= FEWEST_TILES;
    }

    /** {@return whether inputs may be codes of 2×2 windows, which need the same padding parity in both directions} */
    static boolean suitsCodes(CorrelationDescriptor c) {
        return (c.paddingY() & 1) == (c.paddingX() & 1);
    }

    /** Filters maps. */
    void run(MapBatch in, PackedWeights weights, WinogradEpilogue out) {
        List<Object> maps =
                List.of(in.strided(), in.shape().height(), in.shape().width());
        run("winograd_input", weights, out, in.images(), maps);
    }

    /** Filters codes of 2×2 windows. */
    void run(CodeBatch in, Unpooling unpooling, PackedWeights weights, WinogradEpilogue out) {
        int first = weights.correlation().paddingY() & 1;
        List<Object> codes =
                List.of(in.strided(), unpooling, in.shape().height(), in.shape().width());
        run("winograd_input_of_code_" + first, weights, out, in.images(), codes);
    }

    private void run(String input, PackedWeights weights, WinogradEpilogue out, int images, List<Object> in) {
        CorrelationDescriptor c = weights.correlation();
        DeviceBuffer packed = weights.in(WeightOrder.WINOGRAD);
        int rows = tiles(out.shape().height()), columns = tiles(out.shape().width());
        int all = Math.multiplyExact(rows * columns, images);
        long words = (long) POSITIONS * (c.channels() + c.filters());
        int strip = (int) Math.min(all, Math.max(1, SCRATCH / words / VECTOR * VECTOR));
        int padded = (strip + VECTOR - 1) / VECTOR * VECTOR;
        try (DeviceBuffer transformed = memory.take((long) POSITIONS * c.channels() * padded);
                DeviceBuffer multiplied = memory.take((long) POSITIONS * c.filters() * padded)) {
            for (int first = 0; first < all; first += strip) {
                Strip some = new Strip(first, Math.min(strip, all - first), rows, columns);
                NDRange range = NDRange.of(device.limits().group(GROUP), some.padded(), c.channels());
                device.kernel(SOURCE, input).run(range, in, transformed, some.arguments(), c.paddingY(), c.paddingX());
                multiply(packed, c, transformed, multiplied, some.padded());
                output(multiplied, weights, out, some);
            }
        }
    }

    /**
     * A range of tiles, numbered through all images.
     *
     * @param first the first
     * @param tiles how many
     * @param rows an image's tiles per column
     * @param columns an image's tiles per row
     */
    private record Strip(int first, int tiles, int rows, int columns) {

        int padded() {
            return (tiles + VECTOR - 1) / VECTOR * VECTOR;
        }

        List<Object> arguments() {
            return List.of(first, tiles, padded(), rows, columns);
        }
    }

    private void multiply(
            DeviceBuffer packed,
            CorrelationDescriptor c,
            DeviceBuffer transformed,
            DeviceBuffer multiplied,
            int tiles) {
        int n = WeightOrder.padded(c);
        gemm.run(
                new Gemm.Matrices(transformed, (long) c.channels() * tiles),
                new Gemm.Matrices(packed, (long) c.channels() * n),
                new Gemm.Matrices(multiplied, (long) c.filters() * tiles),
                new Gemm.Sizes(tiles, n, c.filters(), c.channels(), POSITIONS));
    }

    private void output(DeviceBuffer multiplied, PackedWeights weights, WinogradEpilogue out, Strip strip) {
        int group = device.limits().group(GROUP),
                filters = weights.correlation().filters();
        device.kernel(SOURCE, "winograd_output")
                .run(
                        NDRange.of(group, strip.padded(), filters),
                        List.of(multiplied, weights.bias(), weights.biased()),
                        List.of(out.arguments(), strip.arguments(), 0, 0));
    }

    private static int tiles(int length) {
        return (length + TILE - 1) / TILE;
    }
}
