package sc.fiji.invertibility.invert;

import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import sc.fiji.invertibility.compute.Bracket;
import sc.fiji.invertibility.compute.Cutoff;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Pooled;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.UnitList;
import sc.fiji.invertibility.invert.TileGrid.Tile;
import sc.fiji.invertibility.sparse.PoolingModel;

/** Collects what is kept of a step into a code, in one pass over its tiles. */
final class StepCollector {

    /**
     * What all steps of an image share.
     *
     * @param codes makes empty codes
     * @param compares whether it is measured how a step changes the code
     * @param withPlaces whether the switches of codes are wanted whose tiles are not kept
     */
    record Tools(
            Engine engine,
            PoolingModel model,
            TileGrid grid,
            TileImage image,
            UnitTranspose transpose,
            Supplier<TiledCode> codes,
            boolean compares,
            boolean withPlaces) {}

    private final Tools tools;
    private final TileStep step;
    private final TiledCode code;
    private final StepChange change;

    private StepCollector(Tools tools, TileStep step, TiledCode code) {
        this.tools = tools;
        this.step = step;
        this.code = code;
        this.change = tools.compares && step.z() != null
                ? new StepChange(tools.engine, tools.model.unpooling(), tools.grid)
                : null;
        if (!code.isKept())
            code.setMarks(new TileMarks(tools.engine, tools.model.pooling(), tools.grid, tools.withPlaces));
    }

    /** Keeps the units that a rule keeps. */
    static TiledCode of(Tools tools, TileStep step, Cutoff cutoff) {
        return collected(tools, step, collector -> collector.keep(cutoff)).orElseThrow();
    }

    /**
     * Keeps the k largest units, if the least of them lies within a bracket.
     *
     * @param most how many units may lie there
     * @return the code; none if the bracket was wrong, or too much lies there
     */
    static Optional<TiledCode> of(Tools tools, TileStep step, Bracket bracket, long k, long most) {
        return collected(tools, step, collector -> collector.keep(bracket, k, most));
    }

    private interface Collecting {
        boolean isDone(StepCollector collector);
    }

    private static Optional<TiledCode> collected(Tools tools, TileStep step, Collecting way) {
        TiledCode code = tools.codes.get();
        boolean done = false;
        try {
            StepCollector collector = new StepCollector(tools, step, code);
            done = way.isDone(collector);
            if (collector.change != null) code.setChange(collector.change.total());
            return done ? Optional.of(code) : Optional.empty();
        } finally {
            // Also when the heap is full: tiles may lie on the device, or in a file.
            if (!done) code.close();
        }
    }

    private boolean keep(Cutoff cutoff) {
        code.setCutoff(cutoff);
        return step.run((local, tile, next, before) -> {
            tools.engine.keep(next, tile.origin(), cutoff);
            code.put(tile, next);
            return collected(local, tile, next, before, null);
        });
    }

    private boolean keep(Bracket bracket, long k, long most) {
        Undecided undecided = new Undecided(tools.grid, most);
        boolean seen = step.run((local, tile, next, before) -> {
            Optional<UnitList> within = code.put(tile, next, bracket, undecided.room());
            if (code.nonzeros() > k || !undecided.add(tile, within)) return null;
            return collected(local, tile, next, before, within.get());
        });
        long wanted = k - code.nonzeros();
        // From zero on, a bracket holds all that is left.
        if (!seen || wanted < 0 || wanted > undecided.count() && bracket.lowest() > 0) return false;
        Cutoff among = undecided.cutoff(wanted);
        for (Tile tile : tools.grid.tiles()) decide(tile, undecided, among);
        if (wanted == 0) code.setCutoff(bracket.above());
        else code.setCutoff(among.equals(Cutoff.ALL) ? new Cutoff(bracket.lowest(), Long.MAX_VALUE) : among);
        return true;
    }

    private Runnable collected(Scope local, Tile tile, Pooled next, Pooled before, UnitList undecided) {
        if (change != null) change.add(tile, next, before, undecided);
        if (tools.compares && before == null) code.addSquaredNorm(tools.engine.dot(next.values(), next.values()));
        Runnable marks = code.marks() == null ? TileSweep.NOTHING : code.marks().of(local, tile, next);
        Runnable image = tools.image.of(local, tile, next, code.image());
        return () -> {
            image.run();
            marks.run();
        };
    }

    private void decide(Tile tile, Undecided undecided, Cutoff among) {
        UnitList units = undecided.of(tile);
        IntPredicate kept = undecided.keptBy(tile, among);
        if (change != null) change.add(tile, units, kept);
        UnitList more = units.only(kept);
        double squares = 0;
        for (float value : more.values()) squares += (double) value * value;
        code.addNonzeros(more.size());
        code.addSquaredNorm(squares);
        Shape pooled = tools.grid.pooled(tile);
        tools.transpose.add(more, tile, pooled, code.image());
        if (code.marks() != null) code.marks().add(tile, pooled, more);
    }
}
