package sc.fiji.invertibility.invert;

import java.nio.ByteBuffer;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.Pooled;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.StoredCode;
import sc.fiji.invertibility.invert.TileGrid.Tile;

/** The tiles of a code between passes: on the device while there is room, else on the heap, else in a file. */
final class KeptTiles implements AutoCloseable {

    /**
     * Where tiles are kept.
     *
     * @param device what may be taken of the device
     * @param heap what may be taken of the heap
     */
    record Place(Engine engine, TileGrid grid, Pooling pooling, Allotment device, Allotment heap) {}

    private final Place place;
    private final StoredCode[] onDevice;
    private final ByteBuffer[] onHeap;
    private TileFile file;
    private long deviceBytes;

    KeptTiles(Place place) {
        this.place = place;
        onDevice = new StoredCode[place.grid.tiles().size()];
        onHeap = new ByteBuffer[onDevice.length];
    }

    /** Keeps a tile, once. Units of a magnitude below the least are left out. */
    void put(Tile tile, Pooled z, float least) {
        StoredCode stored = stored(z, least);
        if (stored != null) {
            onDevice[tile.index()] = stored;
            deviceBytes += stored.bytes();
            return;
        }
        ByteBuffer code = CompactCode.encode(place.engine.downloadCode(z), least);
        if (place.heap.take(code.remaining(), 0)) {
            onHeap[tile.index()] = code;
            return;
        }
        if (file == null) file = TileFile.create(onDevice.length);
        file.put(tile.index(), code);
    }

    /** Null where the device has no room. */
    private StoredCode stored(Pooled z, float least) {
        if (place.device.left() <= 0) return null;
        try {
            StoredCode stored = place.engine.store(new Scope(), z, least);
            if (place.device.take(stored.bytes(), 0)) return stored;
            stored.close();
        } catch (OutOfDeviceMemory e) {
            // So it goes to the heap.
        }
        return null;
    }

    /** Brings a tile to the device, as a copy that may be changed. */
    Pooled get(Scope local, Tile tile) {
        int index = tile.index();
        if (onDevice[index] != null) return place.engine.restore(local, onDevice[index]);
        ByteBuffer code = onHeap[index] != null ? onHeap[index].duplicate() : file.get(index);
        Shape shape = new Shape(place.grid.activations().channels(), tile.height(), tile.width());
        return place.engine.uploadCode(local, CompactCode.decode(code, shape, place.pooling));
    }

    /** Bytes of the device that all tiles together take. */
    long deviceBytes() {
        return deviceBytes;
    }

    @Override
    public void close() {
        for (int i = 0; i < onDevice.length; i++) {
            if (onDevice[i] != null) {
                place.device.giveBack(onDevice[i].bytes());
                onDevice[i].close();
            }
            if (onHeap[i] != null) place.heap.giveBack(onHeap[i].remaining());
            onHeap[i] = null;
        }
        if (file != null) file.close();
    }
}
