package sc.fiji.invertibility.invert;

import java.nio.ByteBuffer;
import java.util.Optional;
import sc.fiji.invertibility.compute.Bracket;
import sc.fiji.invertibility.compute.DividedCode;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.Pooled;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.StoredCode;
import sc.fiji.invertibility.compute.UnitList;
import sc.fiji.invertibility.invert.TileGrid.Tile;

/** The tiles of a code between passes: on the device while there is room, else on the heap, else in a file. */
final class KeptTiles implements AutoCloseable {

    /** A value and a switch, which no stored unit exceeds. */
    private static final int UNIT = 2;

    /**
     * Where tiles are kept.
     *
     * @param device what may be taken of the device
     * @param heap what may be taken of the heap
     */
    record Place(Engine engine, TileGrid grid, Pooling pooling, Allotment device, Allotment heap) {}

    /**
     * The units of a tile.
     *
     * @param undecided of which it is not known yet whether they are kept
     * @param above how many are kept for sure
     */
    record Parts(UnitList undecided, long above) {}

    private final Place place;
    private final Scope scope = new Scope();
    private final StoredCode[] onDevice;
    private final ByteBuffer[] onHeap;
    private TileFile file;
    private long deviceBytes;

    KeptTiles(Place place) {
        this.place = place;
        onDevice = new StoredCode[place.grid.tiles().size()];
        onHeap = new ByteBuffer[onDevice.length];
    }

    /** Keeps a tile, once, and tells how many of its units are not zero. */
    long put(Tile tile, Pooled z) {
        if (hasRoom(tile))
            try {
                return putOnDevice(tile, place.engine.store(scope, z, 0));
            } catch (OutOfDeviceMemory e) {
                // So it goes to the heap.
            }
        putElsewhere(tile, z, 0);
        return place.engine.nonzeros(z);
    }

    /**
     * Keeps the units of a tile within a bracket and above, once; then what is not above becomes zero.
     *
     * @param most how many may lie within
     * @return the parts of the tile, or empty if too much lies within
     */
    Optional<Parts> put(Tile tile, Pooled z, Bracket bracket, int most) {
        if (hasRoom(tile))
            try {
                Optional<DividedCode> divided = place.engine.divide(scope, z, bracket, most);
                return divided.map(parts -> new Parts(
                        parts.undecided(),
                        putOnDevice(tile, parts.stored()) - parts.undecided().size()));
            } catch (OutOfDeviceMemory e) {
                // So it goes to the heap.
            }
        putElsewhere(tile, z, bracket.lowest());
        return place.engine
                .keepAbove(z, bracket, most)
                .map(undecided -> new Parts(undecided, place.engine.nonzeros(z)));
    }

    private boolean hasRoom(Tile tile) {
        return place.device.left() >= mostBytes(place.grid, tile);
    }

    /** Bytes of the device that the code of a tile takes at most. */
    static long mostBytes(TileGrid grid, Tile tile) {
        Shape units = grid.pooled(tile);
        return UNIT * MemoryPlan.bytes(units.channels()) * units.pixels();
    }

    private long putOnDevice(Tile tile, StoredCode stored) {
        place.device.take(stored.bytes(), 0);
        scope.own(() -> place.device.giveBack(stored.bytes()));
        onDevice[tile.index()] = stored;
        deviceBytes += stored.bytes();
        return stored.nonzeros();
    }

    private void putElsewhere(Tile tile, Pooled z, float least) {
        ByteBuffer code = CompactCode.encode(place.engine.downloadCode(z), least);
        long bytes = code.remaining();
        if (place.heap.take(bytes, 0)) {
            scope.own(() -> place.heap.giveBack(bytes));
            onHeap[tile.index()] = code;
        } else {
            if (file == null) file = scope.own(TileFile.create(onDevice.length));
            file.put(tile.index(), code);
        }
    }

    /**
     * Brings a tile to the device, as a copy that may be changed.
     *
     * @param least units of a smaller magnitude are left out
     */
    Pooled get(Scope local, Tile tile, float least) {
        int index = tile.index();
        if (onDevice[index] != null) return place.engine.restore(local, onDevice[index], least);
        ByteBuffer code = onHeap[index] != null ? onHeap[index].duplicate() : file.get(index);
        Shape shape = new Shape(place.grid.activations().channels(), tile.height(), tile.width());
        return place.engine.uploadCode(local, CompactCode.decode(code, shape, place.pooling, least));
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
