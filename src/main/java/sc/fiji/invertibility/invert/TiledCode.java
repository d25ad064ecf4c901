package sc.fiji.invertibility.invert;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.invertibility.compute.Code;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.UnitList;
import sc.fiji.invertibility.invert.TileGrid.Tile;

/**
 * A code whose tiles are kept in a store, or, where nobody will ask for them again, not at all; and what
 * was gathered while its tiles were on the device: Wᵀz, ‖z‖², ‖z‖₀ and the winners.
 */
final class TiledCode implements AutoCloseable {

    private final CodeStore store;
    private final Pooling pooling;
    private final Shape activations;
    private final Signal image;
    private final Signal winners;
    private final Places places;
    private final Map<Integer, UnitList> later = new HashMap<>();
    private double squaredNorm;
    private long nonzeros;

    private TiledCode(
            CodeStore store, Pooling pooling, Shape activations, Shape input, boolean winners, boolean places) {
        this.store = store;
        this.pooling = pooling;
        this.activations = activations;
        image = Signal.zeros(input);
        this.winners = winners ? Signal.zeros(activations.withChannels(1)) : null;
        this.places = places ? Places.of(pooling.pooledShape(activations)) : null;
    }

    /** A code whose tiles are still to come, with room for its winners and places. */
    static TiledCode empty(CodeStore store, Pooling pooling, Shape activations, Shape input, boolean places) {
        return new TiledCode(store, pooling, activations, input, true, places);
    }

    /** A code of which only Wᵀz and its norm are wanted. */
    static TiledCode passing(Pooling pooling, Shape activations, Shape input) {
        return new TiledCode(null, pooling, activations, input, false, false);
    }

    /**
     * Counts a tile.
     *
     * @param tileSquaredNorm of a passing code; another's is added up when it is asked for
     */
    void add(long tileNonzeros, double tileSquaredNorm) {
        nonzeros += tileNonzeros;
        squaredNorm += tileSquaredNorm;
    }

    void put(Tile tile, Code code) {
        if (store != null) store.put(tile.index(), CompactCode.encode(code));
        if (places != null) places.put(code, tile.origin().x(), tile.origin().y());
    }

    Code tile(Tile tile) {
        Code code = CompactCode.decode(store.get(tile.index()), shape(tile), pooling);
        UnitList units = later.get(tile.index());
        if (units != null)
            for (int i = 0; i < units.size(); i++) {
                code.values()[units.indices()[i]] = units.values()[i];
                code.switches()[units.indices()[i]] = units.switches()[i];
            }
        return code;
    }

    /** Whether tiles are taken when they are put. */
    boolean isKept() {
        return store != null || places != null;
    }

    private Shape shape(Tile tile) {
        return new Shape(activations.channels(), tile.height(), tile.width());
    }

    /** Keeps more units of a tile, of which this code had none, and adds their Wᵀz. */
    void keep(Tile tile, UnitList units, UnitTranspose transpose) {
        Shape pooled = pooling.pooledShape(shape(tile));
        transpose.add(units, tile, pooled, image);
        int plane = (int) pooled.pixels();
        for (int i = 0; i < units.size(); i++) {
            int row = units.indices()[i] % plane / pooled.width(), column = units.indices()[i] % pooled.width();
            int place = units.switches()[i], window = pooling.window();
            winners.increment(0, tile.x() + column * window + place % window, tile.y() + row * window + place / window);
            if (places != null)
                places.put(
                        units.indices()[i] / plane,
                        tile.origin().y() + row,
                        tile.origin().x() + column,
                        place);
        }
        nonzeros += units.size();
        if (store != null) later.put(tile.index(), units);
    }

    Signal image() {
        return image;
    }

    /** How many filters have their kept maximum at each place; null for a passing code. */
    Signal winners() {
        return winners;
    }

    Places places() {
        return places;
    }

    /** ‖z‖² of a passing code, or of one that is stored. */
    double squaredNorm(List<Tile> tiles) {
        if (isPassing()) return squaredNorm;
        if (store == null) throw new IllegalStateException("the tiles of this code were not stored");
        double sum = 0;
        for (Tile tile : tiles) for (float value : tile(tile).values()) sum += (double) value * value;
        return sum;
    }

    /** Whether only Wᵀz and its norm are wanted. */
    boolean isPassing() {
        return winners == null;
    }

    long nonzeros() {
        return nonzeros;
    }

    @Override
    public void close() {
        if (store != null) store.close();
    }
}
