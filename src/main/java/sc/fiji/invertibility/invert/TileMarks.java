package sc.fiji.invertibility.invert;

import sc.fiji.invertibility.compute.Code;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Pooled;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.UnitList;
import sc.fiji.invertibility.invert.TileGrid.Tile;

/** Where the units of a code lie: how many filters have one at each place, and, if wanted, the switch of each. */
final class TileMarks {

    private final Engine engine;
    private final Pooling pooling;
    private final Signal winners;
    private final Places places;
    private final Room room = new Room();

    /**
     * @param withPlaces whether each unit's switch is wanted
     */
    TileMarks(Engine engine, Pooling pooling, TileGrid grid, boolean withPlaces) {
        this.engine = engine;
        this.pooling = pooling;
        this.winners = Signal.zeros(grid.activations().withChannels(1));
        this.places = withPlaces ? Places.of(grid.pooled()) : null;
    }

    /** Gathers them from a code whose tiles are kept. */
    static TileMarks of(
            Engine engine, Pooling pooling, TileGrid grid, boolean withPlaces, TileSweep sweep, TiledCode z) {
        TileMarks marks = new TileMarks(engine, pooling, grid, withPlaces);
        sweep.run(null, new TileSweep.Pass<Pooled>() {
            @Override
            public Pooled begin(Scope local, Tile tile) {
                return z.tile(local, tile);
            }

            @Override
            public Runnable end(Scope local, Tile tile, Pooled units) {
                return marks.of(local, tile, units);
            }
        });
        return marks;
    }

    /** Takes a tile's units from the device, and gives what is left to be done on the heap before the next tile. */
    Runnable of(Scope local, Tile tile, Pooled z) {
        FeatureMap won = engine.winners(local, z);
        float[] counts = room.of(won.shape().size());
        engine.download(won, counts);
        Code code = places == null ? null : engine.downloadCode(z);
        return () -> {
            winners.addWindow(tile.x(), tile.y(), tile.width(), tile.height(), counts);
            if (code != null) places.put(code, tile.origin().x(), tile.origin().y());
        };
    }

    /** Adds units of a tile that had none where these are. */
    void add(Tile tile, Shape pooled, UnitList units) {
        int plane = (int) pooled.pixels(), window = pooling.window();
        for (int i = 0; i < units.size(); i++) {
            int row = units.indices()[i] % plane / pooled.width(), column = units.indices()[i] % pooled.width();
            int place = units.switches()[i];
            winners.increment(0, tile.x() + column * window + place % window, tile.y() + row * window + place / window);
            if (places != null)
                places.put(
                        units.indices()[i] / plane,
                        tile.origin().y() + row,
                        tile.origin().x() + column,
                        place);
        }
    }

    /** How many filters have their kept maximum at each place. */
    Signal winners() {
        return winners;
    }

    /** Null if they are not wanted. */
    Places places() {
        return places;
    }
}
