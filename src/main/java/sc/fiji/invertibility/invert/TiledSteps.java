package sc.fiji.invertibility.invert;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import sc.fiji.invertibility.sparse.ShrinkingSteps;

/**
 * Steps in tiles. Those that will probably be asked for, judging by the last time, are taken in one pass, so that what
 * they have in common is computed only once for each tile.
 */
final class TiledSteps extends ShrinkingSteps<Signal, TiledCode> {

    private final TiledSelection selection;
    private final IntFunction<TileStep> steps;
    private final IntPredicate together;
    private final Habit habit;
    private final Deque<TiledCode> ready = new ArrayDeque<>();
    private int taken;

    /**
     * @param layer the layer
     * @param from where the steps begin
     * @param fromSignal its signal
     * @param steps gives the i-th step, i ≥ 0
     * @param together whether a number of steps can and should be taken in one pass
     */
    TiledSteps(
            TiledLayer layer,
            TiledCode from,
            Signal fromSignal,
            TiledSelection selection,
            IntFunction<TileStep> steps,
            IntPredicate together,
            Habit habit) {
        super(layer, from, fromSignal);
        this.selection = selection;
        this.steps = steps;
        this.together = together;
        this.habit = habit;
    }

    @Override
    public TiledCode next() {
        if (ready.isEmpty()) {
            List<TileStep> some = new ArrayList<>(List.of(steps.apply(taken)));
            while (taken + some.size() < habit.steps() && together.test(some.size() + 1))
                some.add(steps.apply(taken + some.size()));
            ready.addAll(selection.keepLargest(some));
        }
        taken++;
        return ready.poll();
    }

    @Override
    public void close() {
        habit.tried(taken);
        ready.forEach(TiledCode::close);
    }
}
