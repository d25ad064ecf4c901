package sc.fiji.invertibility.invert;

import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.StoredCode;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.sparse.PoolingModel;

/** How much memory a layer takes on an engine, as a whole or a tile of it; all numbers are bytes. */
final class LayerMemory {

    /** What does not grow with the activations: histograms, and strips for Winograd filtering. */
    private static final long FIXED = 24L << 20;

    /** How many copies of a bank are held, in the orders of all kernels. */
    private static final int PACKINGS = 10;

    /** Channels per vector. */
    private static final int LANES = 16;

    /** The input and what is as large as it, in one tile. */
    private static final int SIGNALS_OF_TILE = 6;

    private final FilterBank bank;
    private final PoolingModel model;
    private final Shape activations;
    private final boolean keepsCode;
    private final boolean unpools;
    private final boolean storesActivations;
    private final boolean ahead;

    /**
     * Takes the sizes of a layer.
     *
     * @param engine where it is computed; it is asked which maps it allocates, and whether it works ahead
     * @param bank the bank whose activations are pooled
     * @param keepsCode whether codes are needed again after they were made
     */
    LayerMemory(Engine engine, FilterBank bank, PoolingModel model, Shape input, boolean keepsCode) {
        this.bank = bank;
        this.model = model;
        this.activations = input.activations(bank);
        this.keepsCode = keepsCode;
        this.unpools = engine.unpools(bank, activations, model.pooling(), model.unpooling());
        this.storesActivations = keepsCode || engine.storesActivations(bank, activations, model.pooling());
        this.ahead = engine.worksAhead();
    }

    /** Roughly how much of the device the whole layer takes; rather an overestimate. */
    long whole() {
        // x̂ and the gradient exist while the next code is made, besides the last one.
        // Two codes may be made together, and their signals as overlapping strips.
        int codes = !keepsCode ? 1 : ahead ? 3 : 2, signals = !keepsCode ? SIGNALS_OF_TILE : ahead ? 16 : 9;
        int dense = (storesActivations ? 1 : 0) + (unpools ? 1 : 0);
        return fixed() + activations.pixels() * at(dense, codes, signals);
    }

    /** Roughly how much of the device a tile takes; rather an overestimate. */
    long tile(TileGrid.Tile tile) {
        return fixed() + (long) tile.inputY().length() * tile.inputX().length() * tilePosition() / stride2();
    }

    /** What is taken whatever the size of the image. */
    long fixed() {
        long weights = (long) bank.filters() * bank.filterChannels() * bank.height() * bank.width();
        return FIXED + PACKINGS * weights * Float.BYTES;
    }

    /** What a tile takes for each position of its activations, which are freed before their code is unpooled. */
    long tilePosition() {
        return at(1, keepsCode ? 3 : 1, SIGNALS_OF_TILE);
    }

    /** The activations of all filters at one position. */
    long position() {
        return channels(bank.filters());
    }

    /** The largest map of activations. */
    long map() {
        return activations.pixels() * position();
    }

    /** The codes between two passes, if they are kept: the current one and the next. */
    long codes() {
        if (!keepsCode) return 0;
        long units = units();
        return 2 * StoredCode.bytes(units, model.kept(units), model.pooling());
    }

    /** The number of pooled units. */
    long units() {
        return model.pooling().pooledShape(activations).size();
    }

    /**
     * What is taken for each position of the activations.
     *
     * @param dense maps of the activations' size
     * @param codes the number of pooled codes, each with values and switches
     * @param signals maps of the input's size
     */
    private long at(int dense, int codes, int signals) {
        // Where codes are transposed by their non-zeros, these are listed.
        int lists = unpools || bank.channels() < LANES ? 0 : 1;
        long positions = (long) model.block() * model.block();
        return dense * position()
                + (codes + lists) * ((2 * position() + positions - 1) / positions)
                + Float.BYTES * stride2() * (signals * lanes(bank.channels()) + 2);
    }

    private long stride2() {
        return (long) bank.stride() * bank.stride();
    }

    /** One value in each of some channels. */
    static long channels(int channels) {
        return Float.BYTES * lanes(channels);
    }

    /** How many values those are: sixteen or more channels are padded to vectors of sixteen. */
    static long lanes(int channels) {
        return channels < LANES ? channels : (channels + LANES - 1) / LANES * LANES;
    }
}
