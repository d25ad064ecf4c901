package sc.fiji.invertibility.invert;

import java.nio.ByteBuffer;
import java.util.Optional;
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
    private final ByteBuffer[] onHeap;
    private TileFile file;
    private long deviceBytes;

    TileStore(Place position) {
        this.position = position;
        onDevice = new StoredCode[position.grid.tiles().size()];
        onHeap = new ByteBuffer[onDevice.length];
    }

    /** Stores a tile, once only, and returns the number of its non-zeros. */
    long put(Tile tile, PooledCode z) {
        if (hasRoom(tile))
            try {
                return putOnDevice(tile, position.engine.store(scope, z, 0));
            } catch (OutOfDeviceMemory e) {
                // It then goes to the heap.
            }
        putElsewhere(tile, z, 0);
        return position.engine.nonzeros(z);
    }

    /**
     * Stores the units of a tile within and above a bracket, once only; then sets all units to zero that are not above
     * it.
     *
     * @param most the largest number of units within the bracket
     * @return the parts of the tile, or empty if too many units lie within the bracket
     */
    Optional<Parts> put(Tile tile, PooledCode z, Bracket bracket, int most) {
        if (hasRoom(tile))
            try {
                Optional<CodeWithCandidates> divided = position.engine.divide(scope, z, bracket, most);
                return divided.map(parts -> new Parts(
                        parts.candidates(),
                        putOnDevice(tile, parts.stored()) - parts.candidates().size()));
            } catch (OutOfDeviceMemory e) {
                // It then goes to the heap.
            }
        putElsewhere(tile, z, bracket.lowest());
        return position.engine
                .keepAbove(z, bracket, most)
                .map(candidates -> new Parts(candidates, position.engine.nonzeros(z)));
    }

    private boolean hasRoom(Tile tile) {
        return position.device.left() >= mostBytes(position.grid, tile);
    }

    /** The most bytes of the device that the code of a tile takes. */
    static long mostBytes(TileGrid grid, Tile tile) {
        Shape units = grid.pooled(tile);
        return UNIT * MemoryPlan.bytes(units.channels()) * units.pixels();
    }

    private long putOnDevice(Tile tile, StoredCode stored) {
        position.device.take(stored.bytes(), 0);
        scope.own(() -> position.device.giveBack(stored.bytes()));
        onDevice[tile.index()] = stored;
        deviceBytes += stored.bytes();
        return stored.nonzeros();
    }

    private void putElsewhere(Tile tile, PooledCode z, float least) {
        ByteBuffer code = CompactCode.encode(position.engine.downloadCode(z), least);
        long bytes = code.remaining();
        if (position.heap.take(bytes, 0)) {
            scope.own(() -> position.heap.giveBack(bytes));
            onHeap[tile.index()] = code;
        } else {
            if (file == null) file = scope.own(TileFile.create(onDevice.length));
            file.put(tile.index(), code);
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
        ByteBuffer code = onHeap[index] != null ? onHeap[index].duplicate() : file.get(index);
        Shape shape = new Shape(position.grid.activations().channels(), tile.height(), tile.width());
        return position.engine.uploadCode(local, CompactCode.decode(code, shape, position.pooling, least));
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
