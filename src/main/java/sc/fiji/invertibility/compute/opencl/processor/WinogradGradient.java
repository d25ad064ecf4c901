package sc.fiji.invertibility.compute.opencl.processor;

import java.util.List;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.MapLayout;
import sc.fiji.invertibility.compute.opencl.device.NDRange;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * The gradient with respect to 3×3 filters by Winograd's method, tile by tile. As in {@link FilterGradient}, the
 * work-sizes follow from the sizes alone.
 */
final class WinogradGradient {

    /** Work-items, which have sums of their own, for maps of fewer and of more tiles. */
    private static final int FEW_ITEMS = 8;

    private static final int MANY_ITEMS = 16;

    /** Tiles of a work-item from which on there may be more of them. */
    private static final int MANY_TILES = 64;

    /** Tiles of a work-item that are worth reading and writing its sums for. */
    private static final int FEWEST_TILES = 8;

    /** Blocks of 16 filters by 16 channels whose sums, 590 KB, stay in a core's cache. */
    private static final int RESIDENT = 16;

    /** With more channels, each work-item has so few filters that it mostly transforms. */
    private static final int MOST_CHANNEL_BLOCKS = 8;

    /** Tiles that are transformed at a time; with 64 filters and channels, they take 590 KB. */
    private static final int STRIP = 32;

    private static final int TILE_PIXELS = 16;

    private final TunedDevice device;
    private final DeviceMemory memory;

    WinogradGradient(TunedDevice device, DeviceMemory memory) {
        this.device = device;
        this.memory = memory;
    }

    /** How filters and tiles are divided among work-items: parts of some filter blocks by shares of some tiles. */
    private record Division(int part, int parts, int shareTiles, int shares) {

        static Division of(int filterBlocks, int channelBlocks, int tiles) {
            int part = Math.max(1, Math.min(filterBlocks, RESIDENT / channelBlocks));
            int parts = MapLayout.blocks(filterBlocks, part);
            long items = Math.max(FEW_ITEMS, Math.min(MANY_ITEMS, (long) tiles * parts / MANY_TILES));
            int wanted = (int) Math.max(1, Math.min(items / parts, tiles / FEWEST_TILES));
            int shareTiles = MapLayout.blocks(tiles, wanted);
            return new Division(part, parts, shareTiles, MapLayout.blocks(tiles, shareTiles));
        }
    }

    /**
     * {@return whether this is faster than adding up the products of all pixels: for maps of enough tiles, most full}
     */
    static boolean suits(FilterBank bank, DeviceMap x, DeviceMap g) {
        boolean possible = bank.height() == 3
                && bank.width() == 3
                && bank.stride() == 1
                && bank.groups() == 1
                && x.layout().blocked()
                && g.layout().blocked();
        if (!possible) return false;
        int channelBlocks = x.layout().blocks(), tiles = tiles(g.shape());
        int parts = Division.of(g.layout().blocks(), channelBlocks, tiles).parts;
        return channelBlocks <= MOST_CHANNEL_BLOCKS
                && (long) tiles * parts >= FEW_ITEMS * FEWEST_TILES
                && 2 * g.shape().pixels() >= (long) TILE_PIXELS * tiles;
    }

    private static int tiles(Shape activations) {
        return WinogradTiles.rows(activations.height()) * WinogradTiles.rows(activations.width());
    }

    void run(FilterBank bank, List<DeviceMap> x, List<DeviceMap> g, DeviceMap result) {
        Shape activations = g.get(0).shape();
        int filterBlocks = g.get(0).layout().blocks(),
                channelBlocks = x.get(0).layout().blocks();
        int tiles = tiles(activations);
        Division by = Division.of(filterBlocks, channelBlocks, tiles);
        int strip = Math.min(STRIP, by.shareTiles);
        long words = (long) filterBlocks * channelBlocks * WinogradTiles.POSITIONS * MapLayout.BLOCK * MapLayout.BLOCK;
        long planes = ((long) channelBlocks * strip | 1) + ((long) by.part * strip | 1);
        long own = WinogradTiles.POSITIONS * planes * MapLayout.BLOCK;
        try (DeviceBuffer sums = memory.take(words * by.shares);
                DeviceBuffer scratch = memory.take(own * by.parts * by.shares)) {
            for (int i = 0; i < x.size(); i++)
                device.kernel("gradient_winograd")
                        .run(
                                NDRange.of(1, by.parts, by.shares),
                                x.get(i).sized(),
                                g.get(i).sized(),
                                List.of(channelBlocks, filterBlocks, by.part, tiles),
                                List.of(WinogradTiles.rows(activations.width()), by.shareTiles, strip, i == 0),
                                List.of(
                                        sums,
                                        scratch,
                                        bank.padding().y(),
                                        bank.padding().x()));
            device.kernel("gradient_winograd_total")
                    .run(
                            NDRange.of(1, bank.channels(), filterBlocks),
                            List.of(sums, by.shares, filterBlocks, channelBlocks),
                            List.of(bank.channels(), bank.filters(), result));
        }
    }
}
