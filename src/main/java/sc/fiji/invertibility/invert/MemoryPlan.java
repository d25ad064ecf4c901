package sc.fiji.invertibility.invert;

import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.MemoryBudget;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.sparse.PoolingModel;

/** How a layer is fitted into memory: as a whole or in tiles, and where its code is kept between iterations. */
final class MemoryPlan {

    /**
     * From this size on, a layer that a processor passes over only once is processed in tiles: they touch less memory
     * for the first time. Below, loading the classes that this needs takes longer in a new process.
     */
    private static final long MOST_OF_ONE_PASS = 1L << 28;

    /**
     * The same for a layer that is passed over repeatedly; with tiles, progress can be reported and the work can be
     * stopped.
     */
    private static final long MOST_OF_PROCESSOR = 1L << 30;

    /** Bytes of activations per tile: enough for kernels to run long on a processor, and to fill a graphics card. */
    private static final long TILE_OF_PROCESSOR = 1L << 26, TILE_OF_GPU = 1L << 28;

    /** Index, value and switch of a unit, and its previous value and switch. */
    private static final int BYTES_OF_UNDECIDED = 20;

    /**
     * The fractions of the heap's budget that codes and undecided units may take, and the fraction that the latter are
     * of all units.
     */
    private static final int PARTS_OF_CODE = 2, PARTS_OF_UNDECIDED = 4, PARTS_OF_UNITS = 16;

    /** The fraction of the budget that is left for codes and gradients besides the current tile. */
    private static final int PARTS_OF_TILE = 2;

    private final LayerMemory layer;
    private final PoolingModel model;
    private final Shape activations;
    private final boolean keepsCode;
    private final boolean processor;
    private final long deviceBytes;
    private final long heapBytes;
    private final long largestAllocation;

    /**
     * Plans for a device and the heap in their present state.
     *
     * @param bank the bank whose activations are pooled
     * @param keepsCode whether codes are needed again after they were made
     * @param deviceLimit the most bytes of the device that may be taken
     */
    MemoryPlan(Engine engine, FilterBank bank, PoolingModel model, Shape input, boolean keepsCode, long deviceLimit) {
        Device device = engine.device();
        this.layer = new LayerMemory(engine, bank, model, input, keepsCode);
        this.model = model;
        this.activations = input.activations(bank);
        this.keepsCode = keepsCode;
        this.processor = !device.type().equals("GPU");
        this.largestAllocation = device.largestAllocation();
        this.deviceBytes = Math.min(deviceLimit, MemoryBudget.of(engine, Math.min(deviceLimit, wanted())));
        this.heapBytes = isResident()
                ? 0
                : MemoryBudget.ofHeap(Math.max(
                        PARTS_OF_CODE * Math.max(0, layer.codes() - deviceBytes),
                        PARTS_OF_UNDECIDED * BYTES_OF_UNDECIDED * someUnits()));
    }

    /** Whether the layer is processed as a whole. */
    boolean isResident() {
        return layer.whole() <= Math.min(deviceBytes, mostResident()) && layer.map() <= largestAllocation;
    }

    private long mostResident() {
        return !processor ? Long.MAX_VALUE : keepsCode ? MOST_OF_PROCESSOR : MOST_OF_ONE_PASS;
    }

    /** More than this is of no use. */
    private long wanted() {
        if (layer.whole() <= mostResident()) return layer.whole();
        long tiles = PARTS_OF_TILE * (layer.fixed() + mostOfTile() * layer.tilePosition() / layer.position());
        return keepsCode ? tiles + layer.codes() + layer.map() : tiles;
    }

    /** Bytes of activations in the largest tile that is of use. */
    private long mostOfTile() {
        return processor ? TILE_OF_PROCESSOR : TILE_OF_GPU;
    }

    /** The longest side of tiles, in activations: a multiple of the pooling block. */
    int tileSide() {
        long most = Math.max(deviceBytes - layer.fixed(), deviceBytes / 2) / (keepsCode ? PARTS_OF_TILE : 1);
        long tile = Math.min(mostOfTile(), largestAllocation);
        double pixels = Math.min(most / (double) layer.tilePosition(), tile / (double) layer.position());
        int side = (int) Math.min(Math.sqrt(pixels), Math.max(activations.height(), activations.width()));
        return Math.max(1, side / model.block()) * model.block();
    }

    /** Bytes of the device that codes and gradients may take between passes, besides the tiles of a grid. */
    long roomOnDevice(TileGrid grid) {
        return keepsCode ? Math.max(0, deviceBytes - layer.tile(grid.tiles().get(0))) : 0;
    }

    /** Bytes of the heap that codes may take. */
    long roomOnHeap() {
        return heapBytes / PARTS_OF_CODE;
    }

    /** The largest number of units on the heap that are not yet known to be kept. */
    long mostCandidates() {
        return Math.min(someUnits(), heapBytes / PARTS_OF_UNDECIDED / BYTES_OF_UNDECIDED);
    }

    /** As many as are worth listing. */
    private long someUnits() {
        return model.keep() == 100 ? 0 : layer.units() / PARTS_OF_UNITS;
    }

    /** One sentence for the user. */
    String describe(TileGrid grid) {
        String tiles = grid.tiles().size() + " tiles";
        return keepsCode
                ? tiles + ", between them the code takes up to " + (layer.codes() + (1 << 20) - 1 >> 20) + " MiB"
                : tiles;
    }
}
