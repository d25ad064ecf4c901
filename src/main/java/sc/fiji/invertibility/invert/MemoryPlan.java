package sc.fiji.invertibility.invert;

import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.MemoryBudget;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.StoredCode;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.sparse.PoolingModel;

/** How a layer is fitted into memory: as a whole or in tiles, and where its code is kept between iterations. */
final class MemoryPlan {

    /**
     * From this size on, a layer that a processor passes over only once is processed in tiles: they touch less memory for
     * the first time. Below, loading the classes that this needs takes longer in a new process.
     */
    private static final long MOST_OF_ONE_PASS = 1L << 28;

    /**
     * The same for a layer that is passed over repeatedly; with tiles, progress can be reported and the work can be
     * stopped.
     */
    private static final long MOST_OF_PROCESSOR = 1L << 30;

    /** Bytes of activations per tile: enough for kernels to run long on a processor, and to fill a graphics card. */
    private static final long TILE_OF_PROCESSOR = 1L << 26, TILE_OF_GPU = 1L << 28;

    /** What does not grow with the activations: histograms, and strips for Winograd filtering. */
    private static final long FIXED = 24L << 20;

    /** How many copies of a bank are held, in the orders of all kernels. */
    private static final int PACKINGS = 10;

    /** Channels per vector. */
    private static final int LANES = 16;

    /** Index, value and switch of a unit, and its previous value and switch. */
    private static final int BYTES_OF_UNDECIDED = 20;

    /**
     * The fractions of the heap's budget that codes and undecided units may take, and the fraction that the latter are
     * of all units.
     */
    private static final int PARTS_OF_CODE = 2, PARTS_OF_UNDECIDED = 4, PARTS_OF_UNITS = 16;

    /** The fraction of the budget that is left for codes and gradients besides the current tile. */
    private static final int PARTS_OF_TILE = 2;

    private final FilterBank bank;
    private final PoolingModel model;
    private final Shape activations;
    private final boolean keepsCode;
    private final boolean unpools;
    private final boolean storesActivations;
    private final boolean ahead;
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
        this.bank = bank;
        this.model = model;
        this.activations = input.activations(bank);
        this.keepsCode = keepsCode;
        this.unpools = engine.unpools(bank, model.pooling(), model.unpooling());
        this.storesActivations = keepsCode || engine.storesActivations(bank, activations, model.pooling());
        this.ahead = engine.worksAhead();
        this.processor = !device.type().equals("GPU");
        this.largestAllocation = device.largestAllocation();
        this.deviceBytes = Math.min(deviceLimit, MemoryBudget.of(engine, Math.min(deviceLimit, wanted())));
        this.heapBytes = isResident()
                ? 0
                : MemoryBudget.ofHeap(Math.max(
                        PARTS_OF_CODE * Math.max(0, codeBytes() - deviceBytes),
                        PARTS_OF_UNDECIDED * BYTES_OF_UNDECIDED * someUnits()));
    }

    /** Whether the layer is processed as a whole. */
    boolean isResident() {
        return residentBytes() <= Math.min(deviceBytes, mostResident())
                && activations.pixels() * bytesOfActivations() <= largestAllocation;
    }

    private long mostResident() {
        return !processor ? Long.MAX_VALUE : keepsCode ? MOST_OF_PROCESSOR : MOST_OF_ONE_PASS;
    }

    /** More than this is of no use. */
    private long wanted() {
        if (residentBytes() <= mostResident()) return residentBytes();
        long tiles = PARTS_OF_TILE
                * (fixedBytes() + (processor ? TILE_OF_PROCESSOR : TILE_OF_GPU) * bytesOfTile() / bytesOfActivations());
        return keepsCode ? tiles + codeBytes() + activations.pixels() * bytesOfActivations() : tiles;
    }

    /** Roughly how much of the device the whole layer takes; rather an overestimate. */
    long residentBytes() {
        // x̂ and the gradient exist while the next code is made, besides the last one. Two codes may be made together,
        // and
        // their signals as overlapping strips.
        int codes = !keepsCode ? 1 : ahead ? 3 : 2, signals = !keepsCode ? 6 : ahead ? 16 : 9;
        int dense = (storesActivations ? 1 : 0) + (unpools ? 1 : 0);
        return fixedBytes() + activations.pixels() * bytes(dense, codes, signals);
    }

    /** Roughly how much of the device a tile takes; rather an overestimate. */
    long tileBytes(TileGrid.Tile tile) {
        return fixedBytes() + (long) tile.inputY().length() * tile.inputX().length() * bytesOfTile() / stride2();
    }

    /** The longest side of tiles, in activations: a multiple of the pooling block. */
    int tileSide() {
        long most = Math.max(deviceBytes - fixedBytes(), deviceBytes / 2) / (keepsCode ? PARTS_OF_TILE : 1);
        long tile = Math.min(processor ? TILE_OF_PROCESSOR : TILE_OF_GPU, largestAllocation);
        double pixels = Math.min(most / (double) bytesOfTile(), tile / (double) bytesOfActivations());
        int side = (int) Math.min(Math.sqrt(pixels), Math.max(activations.height(), activations.width()));
        return Math.max(1, side / model.block()) * model.block();
    }

    /** Bytes of the device that codes and gradients may take between passes, besides the tiles of a grid. */
    long roomOnDevice(TileGrid grid) {
        return keepsCode ? Math.max(0, deviceBytes - tileBytes(grid.tiles().get(0))) : 0;
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
        return model.keep() == 100
                ? 0
                : model.pooling().pooledShape(activations).size() / PARTS_OF_UNITS;
    }

    /** One sentence for the user. */
    String describe(TileGrid grid) {
        String tiles = grid.tiles().size() + " tiles";
        return keepsCode
                ? tiles + ", between them the code takes up to " + (codeBytes() + (1 << 20) - 1 >> 20) + " MiB"
                : tiles;
    }

    /** Two codes exist at once: the current one and the next. */
    private long codeBytes() {
        if (!keepsCode) return 0;
        long units = model.pooling().pooledShape(activations).size();
        return 2 * StoredCode.bytes(units, model.kept(units), model.pooling());
    }

    private long fixedBytes() {
        long weights = (long) bank.filters() * bank.filterChannels() * bank.height() * bank.width();
        return FIXED + PACKINGS * weights * Float.BYTES;
    }

    /** The activations are freed before their code is unpooled. */
    private long bytesOfTile() {
        return bytes(1, keepsCode ? 3 : 1, 6);
    }

    /**
     * Bytes per position of the activations.
     *
     * @param dense maps of the activations' size
     * @param codes the number of pooled codes, each with values and switches
     * @param signals maps of the input's size
     */
    private long bytes(int dense, int codes, int signals) {
        // Where codes are transposed by their non-zeros, these are listed.
        int lists = unpools || bank.channels() < LANES ? 0 : 1;
        long positions = (long) model.block() * model.block();
        return dense * bytesOfActivations()
                + (codes + lists) * ((2 * bytesOfActivations() + positions - 1) / positions)
                + Float.BYTES * stride2() * (signals * lanes(bank.channels()) + 2);
    }

    private long stride2() {
        return (long) bank.stride() * bank.stride();
    }

    /** Bytes of the activations of all filters at one position. */
    private long bytesOfActivations() {
        return bytes(bank.filters());
    }

    /** Bytes of one value in each of some channels. */
    static long bytes(int channels) {
        return Float.BYTES * lanes(channels);
    }

    /** Sixteen or more channels are padded to vectors of sixteen. */
    static long lanes(int channels) {
        return channels < LANES ? channels : (channels + LANES - 1) / LANES * LANES;
    }
}
