package sc.fiji.invertibility.invert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import sc.fiji.invertibility.compute.Bracket;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.HostCode;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.java.JavaEngine;
import sc.fiji.invertibility.compute.opencl.gpu.EachKernelFamily;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;

/** Tiles come back as they were, wherever they had room, and all room is given back. */
class TileStoreTest {

    private static final long PLENTY = 1L << 30;
    private static final Pooling POOLING = Pooling.blocks(2, Pooling.Selection.LARGEST_MAGNITUDE);
    private static final FilterBank BANK = GaussianFilters.unitNorm(16, 1, 3, 1);
    private static final TileGrid GRID = TileGrid.of(BANK, new Shape(1, 100, 90), 2, 24);

    private static HostCode code(TileGrid.Tile tile) {
        SplittableRandom random = new SplittableRandom(tile.index());
        Shape shape = new Shape(BANK.filters(), tile.height(), tile.width());
        float[] values = new float[(int) POOLING.pooledShape(shape).size()];
        int[] switches = new int[values.length];
        for (int i = 0; i < values.length; i++)
            if (random.nextBoolean()) {
                values[i] = (float) random.nextGaussian();
                switches[i] = random.nextInt(4);
            }
        return new HostCode(values, switches, shape, POOLING);
    }

    private static void assertStored(Engine engine, TileStore store) {
        for (TileGrid.Tile tile : GRID.tiles())
            try (Scope local = new Scope()) {
                HostCode expected = code(tile), actual = engine.downloadCode(store.get(local, tile, 0));
                assertArrayEquals(expected.values(), actual.values(), "values of tile " + tile.index());
                assertArrayEquals(expected.switches(), actual.switches(), "switches of tile " + tile.index());
            }
    }

    @ParameterizedTest
    @ArgumentsSource(EachKernelFamily.class)
    void tilesComeBackFromEveryPlace(Engine engine) {
        long tile = TileStore.mostBytes(GRID, GRID.tiles().get(0));
        for (long onDevice : new long[] {0, 3 * tile, PLENTY})
            for (long onHeap : new long[] {0, 2 * tile, PLENTY})
                for (boolean divided : new boolean[] {false, true}) {
                    CacheBudget device = new CacheBudget(onDevice), heap = new CacheBudget(onHeap);
                    long before = engine.bytesInUse();
                    try (TileStore store = store(engine, device, heap)) {
                        for (TileGrid.Tile one : GRID.tiles()) put(engine, store, one, divided);
                        assertEquals(onDevice == 0, store.deviceBytes() == 0);
                        assertEquals(onHeap > 0 && onDevice < PLENTY, heap.most() > 0);
                        assertStored(engine, store);
                    }
                    assertEquals(onDevice, device.left(), "left on the device");
                    assertEquals(onHeap, heap.left(), "left on the heap");
                    engine.trim();
                    assertTrue(engine.bytesInUse() <= before);
                }
    }

    private static TileStore store(Engine engine, CacheBudget device, CacheBudget heap) {
        return new TileStore(new TileStore.Place(engine, GRID, POOLING, device, heap));
    }

    private static void put(Engine engine, TileStore store, TileGrid.Tile tile, boolean divided) {
        try (Scope local = new Scope()) {
            PooledCode z = engine.uploadCode(local, code(tile));
            if (divided)
                store.put(tile, z, new Bracket(0, 1), Integer.MAX_VALUE).orElseThrow();
            else store.put(tile, z);
        }
    }

    @Test
    void tilesMoveToTheHeapIfTheDeviceHasLessMemoryThanItSaid() {
        long tile = TileStore.mostBytes(GRID, GRID.tiles().get(0));
        try (Engine engine = JavaEngine.create(1, 3 * tile)) {
            CacheBudget device = new CacheBudget(PLENTY), heap = new CacheBudget(PLENTY);
            try (TileStore store = store(engine, device, heap)) {
                for (TileGrid.Tile one : GRID.tiles()) put(engine, store, one, false);
                assertTrue(store.deviceBytes() > 0 && heap.most() > 0);
                assertStored(engine, store);
            }
            engine.trim();
            assertEquals(0, engine.bytesInUse());
        }
    }

    @Test
    void aDeviceWithoutRoomForOneTileIsReported() {
        TileGrid.Tile first = GRID.tiles().get(0);
        try (Engine engine = JavaEngine.create(1, TileStore.mostBytes(GRID, first) * 9 / 8);
                TileStore store = store(engine, new CacheBudget(PLENTY), new CacheBudget(PLENTY))) {
            assertThrows(OutOfDeviceMemory.class, () -> put(engine, store, first, false));
        }
    }
}
