package sc.fiji.invertibility.compute.opencl.processor;

import java.util.List;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.MapLayout;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/**
 * Runs a 3×3 correlation by Winograd filtering, with one work-item per core. Each takes 32 filters after the other, and
 * multiplies all tiles of a strip by them: the way for filters that are larger than the map, which are then read only
 * once.
 */
final class WinogradPacks {

    /** Runs of tiles per strip: the products of their 32 filters take 260 KB. */
    private static final int RUNS = 8;

    private final TunedDevice device;
    private final DeviceMemory memory;

    WinogradPacks(TunedDevice device, DeviceMemory memory) {
        this.device = device;
        this.memory = memory;
    }

    /**
     * Fills a map or a code.
     *
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if a strip does not fit into memory; nothing is written
     *     in that case
     */
    void run(DeviceMap in, PackedCorrelation packed, WinogradEpilogue out) {
        int tiles = WinogradTiles.rows(out.shape().width())
                * WinogradTiles.rows(out.shape().height());
        int run = run(tiles);
        int strips = MapLayout.blocks(tiles, RUNS * run);
        int strip = MapLayout.blocks(MapLayout.blocks(tiles, strips), run) * run;
        int packs = WeightPacker.packs(packed.correlation().filters());
        int items = Math.min(device.tuning().cores(), packs);
        long plane = (long) strip * in.layout().blocks() | 1;
        long own = WinogradTiles.POSITIONS * (2L * strip | 1);
        try (DeviceBuffer transformed = memory.take(WinogradTiles.POSITIONS * plane * MapLayout.BLOCK);
                DeviceBuffer scratch = memory.take(items * own * MapLayout.BLOCK)) {
            for (int first = 0; first < tiles; first += strip) {
                Strip part = new Strip(
                        first,
                        Math.min(strip, tiles - first),
                        run,
                        WinogradTiles.rows(out.shape().width()));
                transform(in, packed.correlation(), transformed, plane, part);
                multiply(in.layout().blocks(), transformed, plane, packed, packs, out, part, scratch, items);
            }
        }
    }

    /**
     * Some tiles: the first, their number, how many of them are multiplied at once, and how many the map has per row.
     */
    private record Strip(int first, int tiles, int run, int columns) {

        List<Object> arguments() {
            return List.of(first, tiles, run, columns);
        }
    }

    /** {@return the number of tiles that are multiplied at once: whichever leaves less of the last run empty} */
    private int run(int tiles) {
        int shorter = Tuning.PIXELS;
        int longer = shorter + 1;
        return MapLayout.blocks(tiles, longer) * longer < MapLayout.blocks(tiles, shorter) * shorter ? longer : shorter;
    }

    private void transform(DeviceMap in, CorrelationDescriptor c, DeviceBuffer transformed, long plane, Strip part) {
        Shape shape = in.shape();
        int blocks = in.layout().blocks();
        device.kernel("transform_runs")
                .run(
                        NDRange.of(1, blocks),
                        List.of(in, blocks, shape.height(), shape.width(), transformed, plane),
                        part.arguments(),
                        List.of(c.paddingY(), c.paddingX()));
    }

    private void multiply(
            int inBlocks,
            DeviceBuffer transformed,
            long plane,
            PackedCorrelation packed,
            int packs,
            WinogradEpilogue out,
            Strip part,
            DeviceBuffer scratch,
            int items) {
        int channels = packed.correlation().channels();
        device.kernel("winograd_packs")
                .run(
                        NDRange.of(1, items),
                        List.of(transformed, inBlocks, plane, channels, packed.weights(), packs),
                        out.arguments(packed.bias()),
                        List.of(out.blocks(), part.arguments(), scratch));
    }
}
