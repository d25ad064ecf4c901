package sc.fiji.invertibility.invert;

import java.util.function.IntPredicate;
import sc.fiji.invertibility.compute.Cutoff;
import sc.fiji.invertibility.compute.RadixSelection;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.UnitList;
import sc.fiji.invertibility.invert.TileGrid.Tile;

/** Units of all tiles for which it is decided only after the last tile whether they are kept. */
final class TopKCandidates {

    private final TileGrid grid;
    private final UnitList[] units;
    private final long most;
    private long count;

    /**
     * @param most the largest number of units
     */
    TopKCandidates(TileGrid grid, long most) {
        this.grid = grid;
        this.most = most;
        this.units = new UnitList[grid.tiles().size()];
    }

    /** How many more units may be added. */
    int scratch() {
        return (int) Math.min(Integer.MAX_VALUE / 4, most - count);
    }

    long count() {
        return count;
    }

    void add(Tile tile, UnitList list) {
        units[tile.index()] = list;
        count += list.size();
    }

    /** The rule that keeps the k largest of these units; ties go to the first in the whole map. */
    Cutoff cutoff(long k) {
        if (count == 0) return Cutoff.ALL;
        RadixSelection largest =
                RadixSelection.among(Math.min(k, count), count, grid.pooled().size());
        while (!largest.found()) {
            long[] counts = largest.emptyHistogram();
            RadixSelection.Digit digit = largest.digit();
            boolean byPosition = digit.key() == RadixSelection.Digit.Key.POSITION;
            for (Tile tile : grid.tiles()) {
                UnitList list = units[tile.index()];
                for (int i = 0; i < list.size(); i++) {
                    int value = digit.of(list.values()[i], byPosition ? position(tile, list.indices()[i]) : 0);
                    if (value >= 0) counts[value]++;
                }
            }
            largest.accept(counts);
        }
        return largest.cutoff();
    }

    /** The units of a tile. */
    UnitList of(Tile tile) {
        return units[tile.index()];
    }

    /** Tells for each index of a tile's list whether a rule keeps the unit there. */
    IntPredicate keptBy(Tile tile, Cutoff cutoff) {
        UnitList list = units[tile.index()];
        boolean all = cutoff.position() == Long.MAX_VALUE;
        return i -> cutoff.keeps(list.values()[i], all ? 0 : position(tile, list.indices()[i]));
    }

    private long position(Tile tile, int index) {
        Shape shape = grid.pooled(tile);
        int inPlane = (int) (index % shape.pixels());
        return tile.origin().position((int) (index / shape.pixels()), inPlane / shape.width(), inPlane % shape.width());
    }
}
