package sc.fiji.invertibility.invert;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sc.fiji.invertibility.compute.Bracket;
import sc.fiji.invertibility.compute.CodeDifference;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.StoredCode;
import sc.fiji.invertibility.compute.UnitList;
import sc.fiji.invertibility.invert.TileGrid.Tile;

/**
 * A code in tiles: Wᵀz, and what was measured while its tiles were on the device. The tiles themselves are kept only if
 * they are needed again.
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
    /** The windows of a sample, several side by side; null if they are not known. */
    private List<StoredCode> sample;

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
     * A code whose tiles are still to be added.
     *
     * @param image zeros that receive Wᵀz, closed with this
     * @param tiles store the tiles and are closed with this; null if they are not needed again
     */
    static TiledCode empty(Engine engine, Signal image, TileStore tiles) {
        SharedScope shared = new SharedScope();
        if (tiles != null) shared.scope().own(tiles);
        return new TiledCode(engine, shared, image, tiles, new HashMap<>(), 1);
    }

    /**
     * This code times a factor.
     *
     * @param zeros receive Wᵀz, closed with the result
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

    /** Adds a tile, once only. */
    void put(Tile tile, PooledCode z) {
        nonzeros += tiles == null ? engine.nonzeros(z) : tiles.put(tile, z);
    }

    /**
     * Adds the units of a tile within and above a bracket, once only; then sets all units to zero that are not above
     * it.
     *
     * @param most the largest number of units within the bracket
     * @return the units within the bracket, or empty if there are too many
     */
    Optional<UnitList> put(Tile tile, PooledCode z, Bracket bracket, int most) {
        Optional<TileStore.Parts> parts = tiles != null
                ? tiles.put(tile, z, bracket, most)
                : engine.keepAbove(z, bracket, most).map(units -> new TileStore.Parts(units, engine.nonzeros(z)));
        parts.ifPresent(some -> nonzeros += some.above());
        return parts.map(TileStore.Parts::candidates);
    }

    /** Restores a tile to the device, as a copy that may be changed. */
    PooledCode tile(Scope local, Tile tile) {
        if (tiles == null) throw new IllegalStateException("the tiles of this code were not kept");
        PooledCode z = tiles.get(local, tile, least);
        if (ties.containsKey(tile.index())) engine.take(z, ties.get(tile.index()));
        return scaled(z);
    }

    /** Restores some windows of this code to the device, side by side as {@link CutoffSample} lays them out. */
    PooledCode mosaic(Scope local, int index) {
        return scaled(engine.restore(local, sample.get(index), 0));
    }

    /** Whether {@link #mosaic} has windows to restore. */
    boolean isSampled() {
        return sample != null;
    }

    private PooledCode scaled(PooledCode z) {
        if (factor != 1) engine.scale(factor, z.values());
        return z;
    }

    /** Sets the smallest magnitude of the added units that belong to this code. */
    void setLeast(float magnitude) {
        least = magnitude;
    }

    float least() {
        return least;
    }

    /** Sets which of the added units of the smallest magnitude do not belong to this code. */
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

    /** Adds the measurements of some units. */
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

    /** ‖z‖², for a step from zero or a restricted gradient. */
    double squaredNorm() {
        return squaredNorm;
    }

    /** How this differs from the code that the step began with; null if that was not measured. */
    CodeDifference change() {
        return change;
    }

    void setChange(CodeDifference difference) {
        change = difference;
    }

    /** The positions of the units; null if they were not collected. */
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
