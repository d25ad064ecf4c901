package sc.fiji.invertibility.invert;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import sc.fiji.invertibility.compute.Bracket;
import sc.fiji.invertibility.compute.CodeDifference;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.UnitList;
import sc.fiji.invertibility.invert.TileGrid.Tile;

/**
 * A code in tiles: Wᵀz, and what was measured while its tiles were on the device. The tiles themselves are kept where
 * somebody will ask for them again, else only what they leave.
 */
final class TiledCode implements AutoCloseable {

    private final Engine engine;
    private final Scope scope = new Scope();
    private final SharedScope shared;
    private final Signal image;
    private final TileStore tiles;
    private final float factor;
    private final Map<Integer, int[]> ties;
    private float least;
    private SampledCode sample;
    private WinnerMap marks;
    private CodeDifference change;
    private double squaredNorm;
    private long nonzeros;

    private TiledCode(
            Engine engine, SharedScope shared, Signal image, TileStore tiles, Map<Integer, int[]> ties, float factor) {
        this.engine = engine;
        this.shared = scope.own(shared);
        this.image = scope.own(image);
        this.tiles = tiles;
        this.ties = ties;
        this.factor = factor;
    }

    /**
     * A code whose tiles are still to come.
     *
     * @param image zeros that take Wᵀz, closed with this
     * @param tiles take the tiles and are closed with this; null where nobody asks for them again
     */
    static TiledCode empty(Engine engine, Signal image, TileStore tiles) {
        SharedScope shared = new SharedScope();
        if (tiles != null) shared.scope().own(tiles);
        return new TiledCode(engine, shared, image, tiles, new HashMap<>(), 1);
    }

    /**
     * This code times a factor.
     *
     * @param zeros take Wᵀz, closed with the result
     */
    TiledCode times(double by, Signal zeros) {
        TiledCode result = new TiledCode(engine, shared.share(), zeros, tiles, ties, (float) (factor * by));
        result.least = least;
        result.sample = sample;
        result.nonzeros = nonzeros;
        result.squaredNorm = by * by * squaredNorm;
        zeros.add(by, image);
        return result;
    }

    /** Takes a tile, once. */
    void put(Tile tile, PooledCode z) {
        nonzeros += tiles == null ? engine.nonzeros(z) : tiles.put(tile, z);
    }

    /**
     * Takes the units of a tile within a bracket and above, once; then what is not above becomes zero.
     *
     * @param most how many may lie within
     * @return what lies within, or empty if that is too much
     */
    Optional<UnitList> put(Tile tile, PooledCode z, Bracket bracket, int most) {
        Optional<TileStore.Parts> parts = tiles != null
                ? tiles.put(tile, z, bracket, most)
                : engine.keepAbove(z, bracket, most).map(units -> new TileStore.Parts(units, engine.nonzeros(z)));
        parts.ifPresent(some -> nonzeros += some.above());
        return parts.map(TileStore.Parts::candidates);
    }

    /** Brings a tile to the device, as a copy that may be changed. */
    PooledCode tile(Scope local, Tile tile) {
        if (tiles == null) throw new IllegalStateException("the tiles of this code were not kept");
        PooledCode z = tiles.get(local, tile, least);
        if (ties.containsKey(tile.index())) engine.take(z, ties.get(tile.index()));
        return scaled(z);
    }

    /** Brings some windows of this code to the device, as {@link CutoffSample} lays them side by side. */
    PooledCode mosaic(Scope local, int index) {
        return scaled(sample.mosaic(local, index));
    }

    private PooledCode scaled(PooledCode z) {
        if (factor != 1) engine.scale(factor, z.values());
        return z;
    }

    /** Tells the least magnitude of the units that were put and belong to this code. */
    void setLeast(float magnitude) {
        least = magnitude;
    }

    float least() {
        return least;
    }

    /** Tells which of the units of the least magnitude that were put do not belong to this code. */
    void setTies(Tile tile, int[] units) {
        if (units.length > 0) ties.put(tile.index(), units);
    }

    /** Keeps the windows of the step that made this code, once it is known which units belong to it. */
    void keepSample(SampledStep step) {
        if (tiles != null) sample = step.kept(shared.scope(), least);
    }

    boolean isKept() {
        return tiles != null;
    }

    /** Bytes of the device that the tiles take. */
    long deviceBytes() {
        return tiles == null ? 0 : tiles.deviceBytes();
    }

    /** Adds units that were undecided. */
    void addNonzeros(long more) {
        nonzeros += more;
    }

    /** Adds what was measured of some units. */
    void addSquaredNorm(double more) {
        squaredNorm += more;
    }

    /** Wᵀz. */
    Signal image() {
        return image;
    }

    long nonzeros() {
        return nonzeros;
    }

    /** ‖z‖², of a step from zero or of a restricted gradient. */
    double squaredNorm() {
        return squaredNorm;
    }

    /** How this differs from the code that the step began from; null if that was not measured. */
    CodeDifference change() {
        return change;
    }

    void setChange(CodeDifference difference) {
        change = difference;
    }

    /** Where the units lie; null if that was not gathered. */
    WinnerMap marks() {
        return marks;
    }

    void setMarks(WinnerMap switchImage) {
        marks = switchImage;
    }

    @Override
    public void close() {
        scope.close();
    }
}
