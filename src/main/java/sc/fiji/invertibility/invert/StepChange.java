package sc.fiji.invertibility.invert;

import java.util.function.IntPredicate;
import sc.fiji.invertibility.compute.CodeDifference;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.UnitList;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.invert.TileGrid.Tile;

/**
 * How a step changes a code, tile by tile. Units that are not yet known to be kept are removed from the previous code
 * first, and are compared once that is known.
 */
final class StepChange {

    private final Engine engine;
    private final Unpooling unpooling;
    private final UnitList[] before;
    private double squaredDistance;
    private boolean sameSupport = true;

    StepChange(Engine engine, Unpooling unpooling, TileGrid grid) {
        this.engine = engine;
        this.unpooling = unpooling;
        this.before = new UnitList[grid.tiles().size()];
    }

    /**
     * Compares a tile.
     *
     * @param next the units that certainly belong to the next code
     * @param z the previous code, whose undecided units are set to zero
     * @param candidates units that may belong to the next code
     */
    void add(Tile tile, PooledCode next, PooledCode z, UnitList candidates) {
        before[tile.index()] = engine.take(z, candidates.indices());
        add(engine.compare(next, z, unpooling));
    }

    /** Compares the undecided units of a tile. */
    void add(Tile tile, UnitList candidates, IntPredicate kept) {
        UnitList old = before[tile.index()];
        double sum = 0;
        boolean same = true;
        for (int i = 0; i < old.size(); i++) {
            double value = kept.test(i) ? candidates.values()[i] : 0, oldValue = old.values()[i];
            boolean samePosition = unpooling == Unpooling.TOP_LEFT || candidates.switches()[i] == old.switches()[i];
            sum += samePosition ? (value - oldValue) * (value - oldValue) : value * value + oldValue * oldValue;
            same &= value == 0 ? oldValue == 0 : oldValue != 0 && samePosition;
        }
        add(new CodeDifference(sum, same));
    }

    private void add(CodeDifference difference) {
        squaredDistance += difference.squaredDistance();
        sameSupport &= difference.sameSupport();
    }

    CodeDifference total() {
        return new CodeDifference(squaredDistance, sameSupport);
    }
}
