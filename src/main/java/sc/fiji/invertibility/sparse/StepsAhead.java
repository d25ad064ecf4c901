package sc.fiji.invertibility.sparse;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.IterateDifference;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.SignalChange;

/**
 * Steps on an engine that works ahead. The host learns the lengths of the first ones only together with how they turned
 * out. If the last step had to be shortened, two lengths are tried together: the gradient is read once for both, and the
 * host waits once to know which of them is short enough. Before it waits, it asks for the gradient of the one that
 * probably is, and gives up the present gradient for it. Codes, signals and decisions are the same as of one length after
 * the other.
 */
final class StepsAhead extends ShrinkingSteps<FeatureMap, PooledCode> {

    /** At a time; more are rarely needed, and each takes memory for a code. */
    private static final int MOST = 2;

    /** A step, and how it differs from where it began, once that is known. */
    private static final class Trial {
        private final PooledCode code;
        private final FeatureMap signal;
        private IterateDifference change;
        private SignalChange signalChange;

        private Trial(PooledCode code, FeatureMap signal) {
            this.code = code;
            this.signal = signal;
        }
    }

    private final DeviceLayer layer;
    private final PooledCode from;
    private final FeatureMap fromSignal;
    private final Habit habit;
    private final boolean more;
    private final Pending<double[]> first;
    private final Deque<Trial> ready = new ArrayDeque<>();
    private Trial last;

    /** Null if it was given up. */
    private FeatureMap g;

    /** What had to be computed again. */
    private final Scope again = new Scope();

    /**
     * @param shrinkage by which factor each step is shorter than the one before
     * @param habit tells how many will probably be tried
     * @param more whether the gradient of the code that is reached will probably be wanted
     */
    static StepsAhead of(
            DeviceLayer layer,
            PooledCode from,
            FeatureMap fromSignal,
            FeatureMap g,
            double shrinkage,
            ShrinkingSteps.Habit habit,
            boolean more) {
        double[] divisors = IntStream.range(0, together(habit, 0))
                .mapToDouble(shortened -> Math.pow(shrinkage, shortened))
                .toArray();
        return new StepsAhead(layer, from, fromSignal, g, shrinkage, habit, more, layer.lengths(from, g, divisors));
    }

    private StepsAhead(
            DeviceLayer layer,
            PooledCode from,
            FeatureMap fromSignal,
            FeatureMap g,
            double shrinkage,
            ShrinkingSteps.Habit habit,
            boolean more,
            Pending<double[]> first) {
        super(layer, from, fromSignal, () -> first.get()[0], shrinkage);
        this.layer = layer;
        this.from = from;
        this.fromSignal = fromSignal;
        this.g = g;
        this.habit = habit;
        this.more = more;
        this.first = first;
    }

    private static int together(ShrinkingSteps.Habit habit, int tried) {
        return Math.max(1, Math.min(MOST, habit.steps() - tried));
    }

    @Override
    protected PooledCode step(int shortened) {
        if (ready.isEmpty()) ready.addAll(steps(shortened == 0 ? first : lengths(shortened)));
        last = ready.poll();
        return last.code;
    }

    private Pending<double[]> lengths(int from) {
        return Pending.of(IntStream.range(from, from + together(habit, from))
                .mapToDouble(this::length)
                .toArray());
    }

    private List<Trial> steps(Pending<double[]> mu) {
        if (g == null) g = again.own(layer.gradient(fromSignal));
        return Scope.handedOver(owner -> {
            List<PooledCode> codes = layer.thresholds(owner, from, mu, g);
            List<FeatureMap> signals = layer.synthesise(owner, codes);
            return IntStream.range(0, codes.size())
                    .mapToObj(i -> new Trial(codes.get(i), signals.get(i)))
                    .toList();
        });
    }

    @Override
    public FeatureMap signal(PooledCode z) {
        return last.signal;
    }

    @Override
    public IterateDifference change(PooledCode z, FeatureMap xHat) {
        if (last.change == null)
            measure(
                    (codes, signals) -> layer.startChanges(codes, from, signals, fromSignal, first),
                    (trial, change) -> trial.change = change);
        return last.change;
    }

    @Override
    public SignalChange signalChange(FeatureMap xHat, double squaredErrorBefore) {
        if (last.signalChange == null)
            measure(
                    (codes, signals) -> layer.startSignalChanges(signals, fromSignal, first),
                    (trial, change) -> trial.signalChange = change);
        return last.signalChange;
    }

    /** Measures the last step and those that were taken together with it. */
    private <T> void measure(
            BiFunction<List<PooledCode>, List<FeatureMap>, Pending<List<T>>> start, BiConsumer<Trial, T> known) {
        List<Trial> all = Stream.concat(Stream.of(last), ready.stream()).toList();
        List<PooledCode> codes = all.stream().map(trial -> trial.code).toList();
        List<FeatureMap> signals = all.stream().map(trial -> trial.signal).toList();
        try (Pending<List<T>> results = start.apply(codes, signals)) {
            int accepted = habit.steps() - tried();
            if (more && accepted >= 0 && accepted < all.size()) guess(signals.get(accepted));
            layer.beforeWaiting();
            for (int i = 0; i < all.size(); i++)
                known.accept(all.get(i), results.get().get(i));
        }
    }

    private void guess(FeatureMap signal) {
        g.close();
        g = null;
        layer.guess(signal);
    }

    @Override
    public void close() {
        habit.tried(tried());
        for (Trial trial : ready) {
            trial.signal.close();
            trial.code.close();
        }
        first.close();
        again.close();
    }
}
