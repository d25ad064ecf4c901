package sc.fiji.invertibility.invert;

import java.util.Optional;
import java.util.function.Supplier;
import sc.fiji.invertibility.compute.Bracket;
import sc.fiji.invertibility.compute.Cutoff;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.LargestUnits;
import sc.fiji.invertibility.invert.TileGrid.Tile;
import sc.fiji.invertibility.sparse.PoolingModel;

/**
 * Keeps the k largest units of all tiles in as few passes as it can. Where a guess says between which magnitudes the
 * cutoff lies, one pass keeps what is larger and lists what lies between, and of the list the largest are added
 * afterwards. If that was wrong, or the list too long, some passes count (see {@link LargestUnits}) before one keeps:
 * the units that are kept are the same.
 */
final class TiledSelection {

    /** How far the cutoff may be off by rounding, as a part of it, where only the step is another. */
    private static final double ROUNDING = 1e-5;

    private final Engine engine;
    private final PoolingModel model;
    private final TileGrid grid;
    private final UnitTranspose transpose;
    private final CutoffGuess.Source source;
    private final Supplier<TiledCode> codes;
    private final long mostUndecided;
    private float firstCutoff = Float.NaN;
    private double firstStep;
    private int passes;

    /**
     * @param source guesses where there is nothing to go by
     * @param codes makes empty codes
     * @param mostUndecided how many units may be listed
     */
    TiledSelection(
            Engine engine,
            PoolingModel model,
            TileGrid grid,
            UnitTranspose transpose,
            CutoffGuess.Source source,
            Supplier<TiledCode> codes,
            long mostUndecided) {
        this.engine = engine;
        this.model = model;
        this.grid = grid;
        this.transpose = transpose;
        this.source = source;
        this.codes = codes;
        this.mostUndecided = mostUndecided;
    }

    /**
     * Keeps the k largest.
     *
     * @param step pools z + μg
     * @param mu the step μ
     * @param z the code, or null for zero: then g is Wx
     */
    TiledCode keepLargest(TileSweep sweep, Signal residual, TileSweep.Pool step, double mu, TiledCode z) {
        long units = grid.pooled().size(), k = model.kept(units);
        boolean first = z == null;
        if (k < units) {
            Optional<Bracket> bracket = bracket(z, mu, residual, (double) k / units);
            TiledCode code = bracket.isEmpty() ? null : atOnce(sweep, residual, step, bracket.get(), k, mu, first);
            if (code != null) return code;
        }
        LargestUnits largest = LargestUnits.of(k, units);
        while (!largest.found()) count(sweep, residual, step, largest);
        if (first) remember(largest.cutoff().magnitude(), mu);
        TiledCode code = codes.get();
        passes++;
        TileSweep.Visit keep = (tile, next) -> {
            engine.keep(next, tile.origin(), largest.cutoff());
            return true;
        };
        sweep.collect(residual, step, keep, code, code.isKept());
        return code;
    }

    /** How often all tiles were passed over so far. */
    int passes() {
        return passes;
    }

    private void remember(float cutoff, double mu) {
        firstCutoff = cutoff;
        firstStep = mu;
    }

    private Optional<Bracket> bracket(TiledCode z, double mu, Signal residual, double part) {
        float scaled = (float) (firstCutoff * Math.abs(mu / firstStep));
        if (z == null && !Float.isNaN(scaled)) return Optional.of(Bracket.around(scaled, ROUNDING));
        return source.guess(z, mu, residual, part)
                .filter(guess -> guess.part() * grid.pooled().size() <= mostUndecided)
                .map(CutoffGuess.Result::bracket);
    }

    private void count(TileSweep sweep, Signal residual, TileSweep.Pool step, LargestUnits largest) {
        long[] counts = largest.emptyHistogram();
        sweep.visit(residual, step, (tile, z) -> {
            engine.count(z, tile.origin(), largest.digit(), counts);
            return true;
        });
        passes++;
        largest.accept(counts);
    }

    /** Null if the cutoff is not in the bracket, or too much else is. */
    private TiledCode atOnce(
            TileSweep sweep, Signal residual, TileSweep.Pool step, Bracket bracket, long k, double mu, boolean first) {
        Undecided undecided = new Undecided(grid, mostUndecided);
        TiledCode code = codes.get();
        passes++;
        boolean seen = sweep.collect(
                residual,
                step,
                (tile, z) ->
                        code.nonzeros() <= k && undecided.add(tile, engine.keepAbove(z, bracket, undecided.room())),
                code,
                code.isKept());
        if (!seen) return null;
        long wanted = k - code.nonzeros();
        // From zero on, a bracket holds all that is left.
        if (wanted < 0 || wanted > undecided.count() && bracket.lowest() > 0) {
            code.close();
            return null;
        }
        try {
            Cutoff among = undecided.cutoff(wanted);
            for (Tile tile : grid.tiles()) code.keep(tile, undecided.kept(tile, among), transpose);
            if (first && wanted > 0) remember(among.magnitude(), mu);
            return code;
        } catch (RuntimeException | Error e) {
            // Also when the heap is full: the store may be a file.
            code.close();
            throw e;
        }
    }
}
