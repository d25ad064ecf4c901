package sc.fiji.invertibility.invert;

import java.util.Optional;
import java.util.function.Supplier;
import sc.fiji.invertibility.compute.Cutoff;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.UnitList;
import sc.fiji.invertibility.invert.TileGrid.Tile;
import sc.fiji.invertibility.sparse.PoolingModel;

/** Collects the units of a step that are kept into a code, tile by tile. */
abstract class StepCollector implements TileStep.Visit, AutoCloseable {

    /**
     * What all steps of an image share.
     *
     * @param w the bank, without padding
     * @param codes makes empty codes
     * @param compares whether to measure how a step changes the code
     * @param withSwitches whether the switches are needed for codes whose tiles are not kept
     */
    record Tools(
            Engine engine,
            PoolingModel model,
            TileGrid grid,
            PackedFilters w,
            UnitAdjoint transpose,
            Supplier<TiledCode> codes,
            boolean compares,
            boolean withSwitches) {}

    final Tools tools;
    final TiledCode code;

    /** Null if nothing is compared. */
    final StepChange change;

    private final TileImage image;
    private boolean givenUp;
    private boolean taken;

    StepCollector(Tools tools, TileStep step) {
        this.tools = tools;
        this.code = tools.codes.get();
        this.change = tools.compares && step.z() != null
                ? new StepChange(tools.engine, tools.model.unpooling(), tools.grid)
                : null;
        this.image = new TileImage(tools.engine, tools.w, tools.model.unpooling());
        if (!code.isKept())
            code.setMarks(new WinnerMap(tools.engine, tools.model.pooling(), tools.grid, tools.withSwitches));
    }

    /** Keeps the units that a rule selects. */
    static StepCollector of(Tools tools, TileStep step, Cutoff cutoff) {
        return new StepCollector(tools, step) {
            @Override
            Optional<UnitList> keep(Tile tile, PooledCode next) {
                tools.engine.keep(next, tile.origin(), cutoff);
                code.put(tile, next);
                return Optional.of(UnitList.NONE);
            }

            @Override
            boolean ends() {
                code.setLeast(cutoff.magnitude());
                return true;
            }
        };
    }

    /** Keeps units of a tile, and returns those that are undecided; empty if the code cannot be completed. */
    abstract Optional<UnitList> keep(Tile tile, PooledCode next);

    /** Completes the code after the last tile, and tells whether that succeeded. */
    abstract boolean ends();

    @Override
    public Runnable of(Scope local, Tile tile, PooledCode next, PooledCode before) {
        Optional<UnitList> candidates = keep(tile, next);
        givenUp = candidates.isEmpty();
        if (givenUp) return null;
        if (change != null) change.add(tile, next, before, candidates.get());
        if (tools.compares && before == null) code.addSquaredNorm(tools.engine.dot(next.values(), next.values()));
        Runnable marks = code.marks() == null ? TileSweep.NOTHING : code.marks().of(local, tile, next);
        Runnable sum = image.of(local, tile, next, code.image());
        return () -> {
            sum.run();
            marks.run();
        };
    }

    /** The code after the last tile, if it was completed; from now on, closing this does not close it. */
    Optional<TiledCode> take() {
        if (givenUp || !ends()) return Optional.empty();
        if (change != null) code.setChange(change.total());
        taken = true;
        return Optional.of(code);
    }

    /** Also if the heap is full: tiles may be on the device, or in a file. */
    @Override
    public void close() {
        if (!taken) code.close();
    }
}
