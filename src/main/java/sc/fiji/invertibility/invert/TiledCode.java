package sc.fiji.invertibility.invert;

import sc.fiji.invertibility.compute.Code;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Shape;
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

    void add(double tileSquaredNorm, long tileNonzeros) {
        squaredNorm += tileSquaredNorm;
        nonzeros += tileNonzeros;
    }

    void put(Tile tile, Code code) {
        if (store != null) store.put(tile.index(), CompactCode.encode(code));
        if (places != null) places.put(code, tile.origin().x(), tile.origin().y());
    }

    Code tile(Tile tile) {
        Shape shape = new Shape(activations.channels(), tile.height(), tile.width());
        return CompactCode.decode(store.get(tile.index()), shape, pooling);
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

    double squaredNorm() {
        return squaredNorm;
    }

    long nonzeros() {
        return nonzeros;
    }

    @Override
    public void close() {
        if (store != null) store.close();
    }
}
