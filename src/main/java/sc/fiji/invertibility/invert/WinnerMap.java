package sc.fiji.invertibility.invert;

import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.HostCode;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.UnitList;
import sc.fiji.invertibility.invert.TileGrid.Tile;

/** The positions of a code's units: how many filters have one at each position and, if wanted, the switch of each. */
final class WinnerMap {

    private final Engine engine;
    private final Pooling pooling;
    private final Signal winners;
    private final SwitchImage switchImage;
    private final ScratchArray scratch = new ScratchArray();

    /**
     * @param withSwitches whether each unit's switch is wanted
     */
    WinnerMap(Engine engine, Pooling pooling, TileGrid grid, boolean withSwitches) {
        this.engine = engine;
        this.pooling = pooling;
        this.winners = Signal.zeros(grid.activations().withChannels(1));
        this.switchImage = withSwitches ? new SwitchImage(grid.pooled()) : null;
    }

    /** Collects them from a code whose tiles are kept. */
    static WinnerMap of(
            Engine engine, Pooling pooling, TileGrid grid, boolean withSwitches, TileSweep sweep, TiledCode z) {
        WinnerMap marks = new WinnerMap(engine, pooling, grid, withSwitches);
        sweep.run(null, new TileSweep.Pass<PooledCode>() {
            @Override
            public PooledCode begin(Scope local, Tile tile) {
                return z.tile(local, tile);
            }

            @Override
            public Runnable end(Scope local, Tile tile, PooledCode units) {
                return marks.of(local, tile, units);
            }
        });
        return marks;
    }

    /**
     * Takes a tile's units from the device, and returns the work that remains to be done on the heap before the next
     * tile.
     */
    Runnable of(Scope local, Tile tile, PooledCode z) {
        FeatureMap won = engine.winners(local, z);
        float[] counts = scratch.of(won.shape().size());
        engine.download(won, counts);
        HostCode code = switchImage == null ? null : engine.downloadCode(z);
        return () -> {
            winners.window(tile.columns(), tile.rows()).add(counts);
            if (code != null)
                switchImage.put(code, tile.origin().x(), tile.origin().y());
        };
    }

    /** Adds units of a tile at which it had none before. */
    void add(Tile tile, Shape pooled, UnitList units) {
        int plane = (int) pooled.pixels(), window = pooling.window();
        for (int i = 0; i < units.size(); i++) {
            int row = units.indices()[i] % plane / pooled.width(), column = units.indices()[i] % pooled.width();
            int position = units.switches()[i];
            winners.increment(
                    0, tile.x() + column * window + position % window, tile.y() + row * window + position / window);
            if (switchImage != null)
                switchImage.put(
                        units.indices()[i] / plane,
                        tile.origin().y() + row,
                        tile.origin().x() + column,
                        position);
        }
    }

    /** The number of filters that have their kept maximum at each position. */
    Signal winners() {
        return winners;
    }

    /** Null if they are not wanted. */
    SwitchImage switchImage() {
        return switchImage;
    }
}
