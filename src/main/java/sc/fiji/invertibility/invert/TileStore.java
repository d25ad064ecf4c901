package sc.fiji.invertibility.invert;

import java.util.Optional;
import java.util.function.Function;
import sc.fiji.invertibility.compute.Bracket;
import sc.fiji.invertibility.compute.CodeWithCandidates;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.StoredCode;
import sc.fiji.invertibility.compute.UnitList;
import sc.fiji.invertibility.invert.TileGrid.Tile;

/** The tiles of a code between passes: on the device while there is space, else on the heap, else in a file. */
final class TileStore implements AutoCloseable {

    /** A value and a switch; no stored unit takes more. */
    private static final int UNIT = 2;

    /**
     * Where tiles are kept.
     *
     * @param device the budget on the device
     * @param heap the budget on the heap
     */
    record Place(Engine engine, TileGrid grid, Pooling pooling, CacheBudget device, CacheBudget heap) {}

    /**
     * The units of a tile.
     *
     * @param candidates those that are not yet known to be kept
     * @param above the number of those that are certainly kept
     */
    record Parts(UnitList candidates, long above) {}

    private final Place position;
    private final Scope scope = new Scope();
    private final StoredCode[] onDevice;
    private final int[][] onHeap;
    private TileFile file;
    private long deviceBytes;
    private long heapBytes;

    TileStore(Place position) {
        this.position = position;
        onDevice = new StoredCode[position.grid.tiles().size()];
        onHeap = new int[onDevice.length][];
        scope.own(() -> position.device.giveBack(deviceBytes));
        scope.own(() -> position.heap.giveBack(heapBytes));
    }

    /** Stores a tile, once only, and returns the number of its non-zeros. */
    long put(Tile tile, PooledCode z) {
        return stored(owner -> Optional.of(position.engine.store(owner, z, 0)), tile, Function.identity())
                .orElseThrow()
                .nonzeros();
    }

    /**
     * Stores the units of a tile within and above a bracket, once only; then sets all units to zero that are not above
     * it.
     *
     * @param most the largest number of units within the bracket
     * @return the parts of the tile, or empty if too many units lie within the bracket
     */
    Optional<Parts> put(Tile tile, PooledCode z, Bracket bracket, int most) {
        return stored(owner -> position.engine.divide(owner, z, bracket, most), tile, CodeWithCandidates::stored)
                .map(parts -> new Parts(
                        parts.candidates(),
                        parts.stored().nonzeros() - parts.candidates().size()));
    }

    /** Stores a tile on the device if it has room, else there only until it is moved to the heap. */
    private <T> Optional<T> stored(Function<Scope, Optional<T>> storing, Tile tile, Function<T, StoredCode> code) {
        if (hasRoom(tile))
            try {
                Optional<T> result = storing.apply(scope);
                result.ifPresent(made -> putOnDevice(tile.index(), code.apply(made)));
                return result;
            } catch (OutOfDeviceMemory e) {
                makeRoom(e);
            }
        try (Scope local = new Scope()) {
            Optional<T> result = storing.apply(local);
            result.ifPresent(made -> putElsewhere(tile.index(), code.apply(made)));
            return result;
        }
    }

    /** The device has less memory than was expected: nothing more is kept there, and one tile goes to the heap. */
    private void makeRoom(OutOfDeviceMemory reason) {
        int last = onDevice.length - 1;
        while (last >= 0 && onDevice[last] == null) last--;
        if (last < 0) throw reason;
        try (StoredCode moved = onDevice[last]) {
            putElsewhere(last, moved);
            position.device.giveBack(moved.bytes());
            deviceBytes -= moved.bytes();
            onDevice[last] = null;
            position.device.stopGrowing();
        }
    }

    private boolean hasRoom(Tile tile) {
        return position.device.left() >= mostBytes(position.grid, tile);
    }

    /** The most bytes of the device that the code of a tile takes. */
    static long mostBytes(TileGrid grid, Tile tile) {
        Shape units = grid.pooled(tile);
        return UNIT * LayerMemory.channels(units.channels()) * units.pixels();
    }

    private void putOnDevice(int tile, StoredCode stored) {
        position.device.take(stored.bytes(), 0);
        deviceBytes += stored.bytes();
        onDevice[tile] = stored;
    }

    private void putElsewhere(int tile, StoredCode stored) {
        long bytes = (long) stored.words() * Integer.BYTES;
        if (position.heap.take(bytes, 0)) {
            heapBytes += bytes;
            onHeap[tile] = new int[stored.words()];
            stored.read(onHeap[tile]);
        } else {
            if (file == null) file = scope.own(TileFile.create(onDevice.length));
            file.put(tile, stored);
        }
    }

    /**
     * Restores a tile to the device, as a copy that may be changed.
     *
     * @param least units of a smaller magnitude are left out
     */
    PooledCode get(Scope local, Tile tile, float least) {
        int index = tile.index();
        if (onDevice[index] != null) return position.engine.restore(local, onDevice[index], least);
        int[] words = onHeap[index] != null ? onHeap[index] : file.get(index);
        Shape shape = new Shape(position.grid.activations().channels(), tile.height(), tile.width());
        try (Scope loaded = new Scope()) {
            StoredCode stored = position.engine.load(loaded, words, shape, position.pooling);
            return position.engine.restore(local, stored, least);
        }
    }

    /** Bytes of the device that all tiles together take. */
    long deviceBytes() {
        return deviceBytes;
    }

    @Override
    public void close() {
        scope.close();
    }
}
