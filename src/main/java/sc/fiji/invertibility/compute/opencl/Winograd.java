package sc.fiji.invertibility.compute.opencl;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.compute.Shape;

/**
 * Runs a 3×3 correlation by minimal filtering, a strip of tiles at a time: all work-items on one step of a
 * large strip, or, where each has a core's cache to itself, each on all steps of a small one or of some filters.
 */
final class Winograd {

    /** Words of scratch memory of one strip: 16 MiB, so that it stays in the last cache. */
    private static final long SCRATCH = 1 << 22;

    private final DeviceContext device;
    private final DeviceMemory memory;
    private final WinogradStrips strips;
    private final WinogradPacks packs;

    Winograd(DeviceContext device, DeviceMemory memory) {
        this.device = device;
        this.memory = memory;
        this.strips = new WinogradStrips(device, memory);
        this.packs = new WinogradPacks(device, memory);
    }

    /**
     * Fills a map or a code.
     *
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if there is no room for a strip; nothing is
     *     written then
     */
    void run(DeviceMap in, PackedCorrelation packed, Epilogue out) {
        boolean resident = packed.weights().words() <= SCRATCH;
        if (device.tuning().cores() > 0 && !resident) packs.run(in, packed, out);
        else if (device.tuning().cores() > 0) strips.run(in, packed, out);
        else steps(in, packed, out);
    }

    private void steps(DeviceMap in, PackedCorrelation packed, Epilogue out) {
        int columns = WinogradTiles.rows(out.shape().width());
        int tiles = columns * WinogradTiles.rows(out.shape().height());
        int inBlocks = in.layout().blocks();
        int outBlocks = out.blocks();
        long tileWords = (long) WinogradTiles.PLACES * (inBlocks + outBlocks) * Layout.BLOCK;
        int strip = (int) Math.max(device.tuning().pixels(), Math.min(tiles, SCRATCH / tileWords));
        long inPlane = (long) strip * inBlocks | 1;
        long outPlane = (long) strip * outBlocks | 1;
        try (DeviceBuffer transformed = memory.take(WinogradTiles.PLACES * inPlane * Layout.BLOCK);
                DeviceBuffer products = memory.take(WinogradTiles.PLACES * outPlane * Layout.BLOCK)) {
            for (int first = 0; first < tiles; first += strip) {
                int count = Math.min(strip, tiles - first);
                transformInput(in, packed.correlation(), transformed, first, count, columns, inPlane);
                multiply(packed, transformed, inPlane, products, outPlane, outBlocks, count);
                transformOutput(products, packed, out, first, count, columns, outPlane);
            }
        }
    }

    private void transformInput(
            DeviceMap in, Correlation c, DeviceBuffer transformed, int first, int tiles, int columns, long plane) {
        Shape shape = in.shape();
        device.kernel("transform_input")
                .run(
                        Range.of(
                                device.tuning().heavyGroup(), tiles, in.layout().blocks()),
                        in.buffer(),
                        shape.height(),
                        shape.width(),
                        transformed,
                        first,
                        tiles,
                        columns,
                        plane,
                        c.paddingY(),
                        c.paddingX());
    }

    private void multiply(
            PackedCorrelation packed,
            DeviceBuffer transformed,
            long inPlane,
            DeviceBuffer products,
            long outPlane,
            int outBlocks,
            int tiles) {
        int run = device.tuning().pixels();
        int packs = Packer.packs(packed.correlation().filters());
        device.kernel("multiply")
                .run(
                        Range.of(device.tuning().heavyGroup(), (tiles + run - 1) / run, packs, WinogradTiles.PLACES),
                        transformed,
                        inPlane,
                        packed.correlation().channels(),
                        packed.weights(),
                        products,
                        outPlane,
                        outBlocks,
                        tiles);
    }

    private void transformOutput(
            DeviceBuffer products,
            PackedCorrelation packed,
            Epilogue out,
            int first,
            int tiles,
            int columns,
            long plane) {
        List<Object> arguments = new ArrayList<>(List.of(products));
        arguments.addAll(out.arguments(packed.bias()));
        arguments.addAll(List.of(first, tiles, columns, plane));
        device.kernel("transform_output")
                .run(Range.of(device.tuning().heavyGroup(), tiles, out.blocks()), arguments.toArray());
    }
}
