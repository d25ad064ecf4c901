package sc.fiji.invertibility.sparse;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.IterateDifference;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Scope;

/**
 * Steps on an engine that works ahead. If the last step had to be shortened, two lengths are tried together: the
 * gradient is read once for both, and the host waits once to know which of them is short enough. Codes, signals and
 * decisions are the same as of one length after the other.
 */
final class StepsAhead extends ShrinkingSteps<FeatureMap, PooledCode> {

    /** At a time; more are rarely needed, and each takes memory for a code. */
    private static final int MOST = 2;

    /** A step, and how it differs from where it began, once that is known. */
    private static final class Trial {
        private final PooledCode code;
        private final FeatureMap signal;
        private IterateDifference change;

        private Trial(PooledCode code, FeatureMap signal) {
            this.code = code;
            this.signal = signal;
        }
    }

    private final DeviceLayer layer;
    private final PooledCode from;
    private final FeatureMap fromSignal;
    private final FeatureMap g;
    private final IntToDoubleFunction length;
    private final Habit habit;
    private final Deque<Trial> ready = new ArrayDeque<>();
    private Trial last;
    private int tried;

    /**
     * @param length μᵢ from i ≥ 0
     * @param habit tells how many will probably be tried
     */
    StepsAhead(
            DeviceLayer layer,
            PooledCode from,
            FeatureMap fromSignal,
            FeatureMap g,
            IntToDoubleFunction length,
            Habit habit) {
        super(layer, from, fromSignal);
        this.layer = layer;
        this.from = from;
        this.fromSignal = fromSignal;
        this.g = g;
        this.length = length;
        this.habit = habit;
    }

    @Override
    public PooledCode next() {
        if (ready.isEmpty()) ready.addAll(step(Math.max(1, Math.min(MOST, habit.steps() - tried))));
        tried++;
        last = ready.poll();
        return last.code;
    }

    private List<Trial> step(int count) {
        double[] mu = IntStream.range(tried, tried + count)
                .mapToDouble(length::applyAsDouble)
                .toArray();
        return Scope.handedOver(owner -> {
            List<PooledCode> codes = layer.thresholds(owner, from, mu, g);
            return codes.stream()
                    .map(z -> new Trial(z, owner.own(layer.synthesise(z))))
                    .toList();
        });
    }

    @Override
    public FeatureMap signal(PooledCode z) {
        return last.signal;
    }

    @Override
    public IterateDifference change(PooledCode z, FeatureMap xHat) {
        if (last.change == null) {
            List<Trial> all = Stream.concat(Stream.of(last), ready.stream()).toList();
            List<IterateDifference> changes = layer.changes(
                    all.stream().map(trial -> trial.code).toList(),
                    from,
                    all.stream().map(trial -> trial.signal).toList(),
                    fromSignal);
            for (int i = 0; i < all.size(); i++) all.get(i).change = changes.get(i);
        }
        return last.change;
    }

    @Override
    public void close() {
        habit.tried(tried);
        for (Trial trial : ready) {
            trial.signal.close();
            trial.code.close();
        }
    }
}
