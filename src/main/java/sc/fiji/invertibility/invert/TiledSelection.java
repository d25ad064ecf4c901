package sc.fiji.invertibility.invert;

import java.util.Optional;
import sc.fiji.invertibility.compute.Bracket;
import sc.fiji.invertibility.compute.Cutoff;
import sc.fiji.invertibility.compute.LargestUnits;

/**
 * Keeps the k largest units of all tiles in as few passes as it can. Where a guess says between which magnitudes the
 * cutoff lies, one pass keeps what is larger and lists what lies between, and of the list the largest are added
 * afterwards. If that was wrong, or the list too long, some passes count (see {@link LargestUnits}) before one keeps:
 * the units that are kept are the same.
 */
final class TiledSelection {

    private final StepCollector.Tools tools;
    private final CutoffSample sample;
    private final CutoffGuess.Source guess;
    private final long mostUndecided;
    private double[] last;
    private int passes;

    /**
     * @param sample windows of the image
     * @param guess what to make of them
     * @param mostUndecided how many units may be listed
     */
    TiledSelection(StepCollector.Tools tools, CutoffSample sample, CutoffGuess.Source guess, long mostUndecided) {
        this.tools = tools;
        this.sample = sample;
        this.guess = guess;
        this.mostUndecided = mostUndecided;
    }

    /** Keeps the k largest. */
    TiledCode keepLargest(TileStep step) {
        long units = tools.grid().pooled().size(), k = tools.model().kept(units);
        if (k == units) return collected(step, Cutoff.ALL);
        try (SampledStep windows = sample.of(step)) {
            Optional<TiledCode> guessed = guess.of(windows, (double) k / units, last)
                    .filter(result -> result.part() * units <= mostUndecided)
                    .flatMap(result -> collected(step, result.bracket(), k));
            TiledCode code = guessed.isPresent() ? guessed.get() : counted(step, LargestUnits.of(k, units));
            try {
                last = windows.shares(code.cutoff().magnitude());
                code.keepSample(windows);
                return code;
            } catch (RuntimeException | Error e) {
                code.close();
                throw e;
            }
        }
    }

    /** How often all tiles were passed over so far. */
    int passes() {
        return passes;
    }

    private TiledCode counted(TileStep step, LargestUnits largest) {
        while (!largest.found()) {
            long[] counts = largest.emptyHistogram();
            passes++;
            step.run((local, tile, next, before) -> {
                tools.engine().count(next, tile.origin(), largest.digit(), counts);
                return TileSweep.NOTHING;
            });
            largest.accept(counts);
        }
        return collected(step, largest.cutoff());
    }

    private TiledCode collected(TileStep step, Cutoff cutoff) {
        passes++;
        return StepCollector.of(tools, step, cutoff);
    }

    private Optional<TiledCode> collected(TileStep step, Bracket bracket, long k) {
        passes++;
        return StepCollector.of(tools, step, bracket, k, mostUndecided);
    }
}
