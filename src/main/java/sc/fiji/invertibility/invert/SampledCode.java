package sc.fiji.invertibility.invert;

import java.util.List;
import sc.fiji.invertibility.compute.Code;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.invert.CutoffSample.Place;
import sc.fiji.invertibility.invert.TileGrid.Tile;

/** The units of windows of a code in tiles, laid side by side as the windows themselves are. */
final class SampledCode {

    private final TileGrid grid;
    private final int block;
    private final int side;
    private final int pitch;
    private final int across;
    private final float[] values;
    private final int[] switches;
    private final Shape pooled;

    private SampledCode(TileGrid grid, int block, int side, int pitch, int across, Shape pooled) {
        this.grid = grid;
        this.block = block;
        this.side = side / block;
        this.pitch = pitch / block;
        this.across = across;
        this.pooled = pooled;
        values = new float[Math.toIntExact(pooled.size())];
        switches = new int[values.length];
    }

    /**
     * Gathers units.
     *
     * @param z the code
     * @param places the first activation of each window, at a whole block
     * @param side activations of a window beside one another
     * @param pitch activations from a window's first to the next one's
     * @param across windows beside one another
     * @param activations the size of all windows side by side
     */
    static Code of(
            TiledCode z,
            TileGrid grid,
            Pooling pooling,
            List<Place> places,
            int side,
            int pitch,
            int across,
            Shape activations) {
        SampledCode sampled =
                new SampledCode(grid, pooling.window(), side, pitch, across, pooling.pooledShape(activations));
        for (Tile tile : grid.tiles()) sampled.gather(z, tile, places);
        return new Code(sampled.values, sampled.switches, activations, pooling);
    }

    private void gather(TiledCode z, Tile tile, List<Place> places) {
        Shape own = grid.pooled(tile);
        int tileX = tile.origin().x(), tileY = tile.origin().y();
        Code code = null;
        for (int i = 0; i < places.size(); i++) {
            int x = places.get(i).x() / block, y = places.get(i).y() / block;
            int left = Math.max(x, tileX), right = Math.min(x + side, tileX + own.width());
            int top = Math.max(y, tileY), bottom = Math.min(y + side, tileY + own.height());
            if (left >= right || top >= bottom) continue;
            if (code == null) code = z.tile(tile);
            for (int channel = 0; channel < own.channels(); channel++)
                for (int row = top; row < bottom; row++) {
                    int from = (channel * own.height() + row - tileY) * own.width() + left - tileX;
                    int to = (channel * pooled.height() + i / across * pitch + row - y) * pooled.width()
                            + i % across * pitch
                            + left
                            - x;
                    System.arraycopy(code.values(), from, values, to, right - left);
                    System.arraycopy(code.switches(), from, switches, to, right - left);
                }
        }
    }
}
