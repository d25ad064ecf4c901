package sc.fiji.invertibility.invert;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.IntPredicate;
import sc.fiji.invertibility.sparse.ShrinkingSteps;

/**
 * Steps in tiles. Those that will probably be asked for, judging by the last time, are taken in one pass, so that what
 * they have in common is computed only once for each tile.
 */
final class TiledSteps extends ShrinkingSteps<Signal, TiledCode> {

    private final TiledSelection selection;
    private final DoubleFunction<TileStep> steps;
    private final IntPredicate together;
    private final Habit habit;
    private final Deque<TiledCode> ready = new ArrayDeque<>();

    /**
     * @param layer the layer
     * @param from where the steps begin
     * @param fromSignal its signal
     * @param longest the length of the first step
     * @param shrinkage by which factor each step is shorter than the one before
     * @param steps gives a step from its length
     * @param together whether a number of steps can and should be taken in one pass
     */
    TiledSteps(
            TiledLayer layer,
            TiledCode from,
            Signal fromSignal,
            TiledSelection selection,
            double longest,
            double shrinkage,
            DoubleFunction<TileStep> steps,
            IntPredicate together,
            Habit habit) {
        super(layer, from, fromSignal, () -> longest, shrinkage);
        this.selection = selection;
        this.steps = steps;
        this.together = together;
        this.habit = habit;
    }

    @Override
    protected TiledCode step(int shortened) {
        if (ready.isEmpty()) {
            List<TileStep> some = new ArrayList<>(List.of(steps.apply(length(shortened))));
            while (shortened + some.size() < habit.steps() && together.test(some.size() + 1))
                some.add(steps.apply(length(shortened + some.size())));
            ready.addAll(selection.keepLargest(some));
        }
        return ready.poll();
    }

    @Override
    public void close() {
        habit.tried(tried());
        ready.forEach(TiledCode::close);
    }
}
