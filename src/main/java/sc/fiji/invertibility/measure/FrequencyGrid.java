package sc.fiji.invertibility.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.imglib2.parallel.Parallelization;
import sc.fiji.invertibility.compute.Monitor;

/**
 * The eigenvalues of WᵀW on a grid of frequencies, and between its points. A real image has the same response at
 * opposite frequencies, so that half of the rows are enough.
 */
final class FrequencyGrid {

    /** From how many points the search between the points begins, for each of A and B. */
    private static final int STARTS = 3;

    /** How often a step of the search is halved; near a smooth peak the error falls by 4 each time. */
    private static final int HALVINGS = 9;

    /** A smaller gain may be rounding, by which a search would wander over a plain. */
    private static final double ROUNDING = 1e-10;

    private final FrequencyResponse response;
    private final int side;
    private final List<FrameBounds[]> rows;

    private FrequencyGrid(FrequencyResponse response, int side, List<FrameBounds[]> rows) {
        this.response = response;
        this.side = side;
        this.rows = rows;
    }

    /** A point of the grid or between, in units of its spacing. */
    private record Point(double v, double u) {}

    /** Where a search begins, and what it makes larger. */
    private record Climb(Point start, ToDoubleFunction<FrameBounds> height) {}

    /**
     * Computes a grid.
     *
     * @param side points in each direction, ≥ 1
     */
    static FrequencyGrid of(FrequencyResponse response, int side, Monitor monitor) {
        FrequencyGrid empty = new FrequencyGrid(response, side, List.of());
        AtomicInteger done = new AtomicInteger();
        List<Integer> half = IntStream.rangeClosed(0, side / 2).boxed().toList();
        return new FrequencyGrid(
                response, side, Parallelization.getTaskExecutor().forEachApply(half, v -> {
                    FrameBounds[] row = new FrameBounds[side];
                    for (int u = 0; u < side; u++) {
                        monitor.check();
                        row[u] = empty.at(new Point(v, u));
                    }
                    monitor.progress((double) done.incrementAndGet() / half.size(), "frame bounds");
                    return row;
                }));
    }

    private FrameBounds at(Point point) {
        double spacing = 1.0 / side / response.bank().stride();
        return response.ends(point.v * spacing, point.u * spacing);
    }

    /** {@return the extremes of the grid's points} */
    FrameBounds bounds() {
        return rows.stream().flatMap(Stream::of).reduce(FrameBounds::around).orElseThrow();
    }

    /** {@return the extremes that are found from the grid's points, at frequencies between them, too} */
    FrameBounds betweenItsPoints(Monitor monitor) {
        List<ToDoubleFunction<FrameBounds>> ends = List.of(FrameBounds::upper, bounds -> -bounds.lower());
        List<Climb> climbs = new ArrayList<>();
        for (ToDoubleFunction<FrameBounds> end : ends) for (Point start : peaks(end)) climbs.add(new Climb(start, end));
        AtomicInteger done = new AtomicInteger();
        return Parallelization.getTaskExecutor()
                .forEachApply(climbs, climb -> {
                    FrameBounds top = climbed(climb, monitor);
                    monitor.progress((double) done.incrementAndGet() / climbs.size(), null);
                    return top;
                })
                .stream()
                .reduce(bounds(), FrameBounds::around);
    }

    /** The highest points of those that are no lower than their neighbours. */
    private List<Point> peaks(ToDoubleFunction<FrameBounds> height) {
        List<Point> peaks = new ArrayList<>();
        for (int v = 0; v < rows.size(); v++)
            for (int u = 0; u < side; u++) if (peak(v, u, height)) peaks.add(new Point(v, u));
        peaks.sort(Comparator.comparingDouble((Point p) -> -height.applyAsDouble(cell((int) p.v, (int) p.u))));
        return peaks.subList(0, Math.min(STARTS, peaks.size()));
    }

    private boolean peak(int v, int u, ToDoubleFunction<FrameBounds> height) {
        double own = height.applyAsDouble(cell(v, u));
        for (int j = -1; j <= 1; j++)
            for (int i = -1; i <= 1; i++) if (height.applyAsDouble(cell(v + j, u + i)) > own) return false;
        return true;
    }

    /** A point of the whole, periodic grid. */
    private FrameBounds cell(int v, int u) {
        int row = Math.floorMod(v, side), column = Math.floorMod(u, side);
        return row < rows.size() ? rows.get(row)[column] : rows.get(side - row)[(side - column) % side];
    }

    /** Goes uphill from a point in the four directions, by steps that are halved where none leads up. */
    private FrameBounds climbed(Climb climb, Monitor monitor) {
        Point at = climb.start;
        FrameBounds best = cell((int) at.v, (int) at.u);
        double step = 0.5;
        for (int halved = 0; halved < HALVINGS; ) {
            Point from = at;
            for (int direction = 0; direction < 4 && at == from; direction++) {
                monitor.check();
                double by = direction % 2 == 0 ? step : -step;
                Point next = direction < 2 ? new Point(from.v + by, from.u) : new Point(from.v, from.u + by);
                FrameBounds there = at(next);
                double before = climb.height.applyAsDouble(best);
                if (climb.height.applyAsDouble(there) - before > ROUNDING * Math.abs(before)) {
                    best = there;
                    at = next;
                }
            }
            if (at == from) {
                step /= 2;
                halved++;
            }
        }
        return best;
    }
}
