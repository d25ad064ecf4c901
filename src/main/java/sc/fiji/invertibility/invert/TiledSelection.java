package sc.fiji.invertibility.invert;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sc.fiji.invertibility.compute.Cutoff;
import sc.fiji.invertibility.compute.RadixSelection;
import sc.fiji.invertibility.compute.Scope;

/**
 * Keeps the k largest units of all tiles in as few passes as possible. If there is an estimate of the range in which
 * the cutoff lies, a single pass keeps what lies above it and lists what lies within, and the largest units of the list
 * are added afterwards. If the estimate was wrong, or the list too long, some passes count (see {@link RadixSelection})
 * before another one keeps units; the result is the same. Several steps share a pass.
 */
final class TiledSelection {

    private final StepCollector.Tools tools;
    private final TileSweep sweep;
    private final CutoffSample sample;
    private final CutoffEstimate.Source guess;
    private final long mostCandidates;
    private double[] last;
    private int passes;

    /**
     * @param sample windows of the image
     * @param guess evaluates them
     * @param mostCandidates how many units may be listed
     */
    TiledSelection(
            StepCollector.Tools tools,
            TileSweep sweep,
            CutoffSample sample,
            CutoffEstimate.Source guess,
            long mostCandidates) {
        this.tools = tools;
        this.sweep = sweep;
        this.sample = sample;
        this.guess = guess;
        this.mostCandidates = mostCandidates;
    }

    /** Keeps the k largest of each of several steps from one code; the caller closes the results. */
    List<TiledCode> keepLargest(List<TileStep> steps) {
        try (Scope scope = new Scope()) {
            long units = units(), k = tools.model().kept(units);
            List<SampledStep> samples = new ArrayList<>();
            List<StepCollector> collectors = new ArrayList<>();
            for (TileStep step : steps) {
                boolean sampled = k < units && step.isSampled();
                samples.add(sampled ? scope.own(sample.of(step)) : null);
                StepCollector collector = k == units
                        ? StepCollector.of(tools, step, Cutoff.ALL)
                        : sampled ? collector(step, samples.get(samples.size() - 1), k) : null;
                collectors.add(collector == null ? null : scope.own(collector));
            }
            collect(steps, collectors);
            return Scope.handedOver(owner -> {
                List<TiledCode> codes = new ArrayList<>();
                for (int i = 0; i < steps.size(); i++) {
                    Optional<TiledCode> code = collectors.get(i) == null
                            ? Optional.empty()
                            : collectors.get(i).take();
                    codes.add(owner.own(
                            code.isPresent() ? code.get() : counted(steps.get(i), RadixSelection.of(k, units))));
                    if (samples.get(i) != null) learn(samples.get(i), codes.get(i));
                }
                return codes;
            });
        }
    }

    private long units() {
        return tools.grid().pooled().size();
    }

    /** Null if there is no estimate. */
    private StepCollector collector(TileStep step, SampledStep windows, long k) {
        return guess.of(windows, (double) k / units(), last)
                .filter(result -> result.part() * units() <= mostCandidates)
                .map(result -> new BracketCollector(tools, step, result.bracket(), k, mostCandidates))
                .orElse(null);
    }

    /** Shows all tiles to those steps that have a collector. */
    private void collect(List<TileStep> steps, List<StepCollector> collectors) {
        List<TileStep> some = new ArrayList<>();
        List<TileStep.Visit> visits = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++)
            if (collectors.get(i) != null) {
                some.add(steps.get(i));
                visits.add(collectors.get(i));
            }
        if (some.isEmpty()) return;
        passes++;
        TileStep.run(sweep, some, visits);
    }

    private void learn(SampledStep windows, TiledCode code) {
        last = windows.shares(code.least());
        code.keepSample(windows);
    }

    private TiledCode counted(TileStep step, RadixSelection largest) {
        while (!largest.found()) {
            long[] counts = largest.emptyHistogram();
            passes++;
            step.run(sweep, (local, tile, next, before) -> {
                tools.engine().count(next, tile.origin(), largest.digit(), counts);
                return TileSweep.NOTHING;
            });
            largest.accept(counts);
        }
        try (StepCollector collector = StepCollector.of(tools, step, largest.cutoff())) {
            passes++;
            step.run(sweep, collector);
            return collector.take().orElseThrow();
        }
    }

    /** The number of passes over all tiles so far. */
    int passes() {
        return passes;
    }
}
