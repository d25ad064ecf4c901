package sc.fiji.invertibility.compute.opencl.processor;

import java.util.List;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.MapLayout;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/**
 * Runs a 3×3 correlation by Winograd filtering, with one work-item per core. Each takes one small strip of tiles after
 * the other, and transforms, multiplies and transforms it back without its leaving the core's cache.
 */
final class WinogradStrips {

    /** Runs of tiles that share the weights while these are in the first-level cache. */
    private static final int FEWEST_RUNS = 3;

    /** With more channels, longer strips pay off, since all weights are read again for each strip. */
    private static final int CHANNELS_A_TILE = 4;

    private final TunedDevice device;
    private final DeviceMemory memory;

    WinogradStrips(TunedDevice device, DeviceMemory memory) {
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
        CorrelationDescriptor c = packed.correlation();
        int columns = WinogradTiles.rows(out.shape().width());
        int tiles = columns * WinogradTiles.rows(out.shape().height());
        int strip = strip(tiles, c.channels());
        int items = Math.min(device.tuning().cores(), (tiles + strip - 1) / strip);
        int inBlocks = in.layout().blocks();
        long vectors = WinogradTiles.POSITIONS * (((long) inBlocks * strip | 1) + (2L * strip | 1));
        try (DeviceBuffer scratch = memory.take(items * vectors * MapLayout.BLOCK)) {
            device.kernel("winograd_strips")
                    .run(
                            NDRange.of(1, items),
                            List.of(
                                    in,
                                    inBlocks,
                                    c.channels(),
                                    in.shape().height(),
                                    in.shape().width()),
                            List.of(packed.weights(), WeightPacker.packs(c.filters())),
                            out.arguments(packed.bias()),
                            List.of(out.blocks(), tiles, columns, strip, scratch, c.paddingY(), c.paddingX()));
        }
    }

    /** Whole runs of tiles, so that all cores have the same number of strips of one size. */
    private int strip(int tiles, int channels) {
        int run = Tuning.PIXELS;
        int cores = device.tuning().cores();
        int share = (tiles + cores - 1) / cores;
        int wanted = Math.max(FEWEST_RUNS * run, channels / CHANNELS_A_TILE);
        int strips = Math.max(1, Math.round((float) share / wanted));
        int strip = (share + strips - 1) / strips;
        return (strip + run - 1) / run * run;
    }
}
