package sc.fiji.invertibility.command.explore;

import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import sc.fiji.invertibility.filters.FilterBank;

/** Collects what an explorer tells. */
final class News implements ExplorerListener {

    final BlockingQueue<Comparison> comparisons = new LinkedBlockingQueue<>();
    final BlockingQueue<SortedMap<Double, Double>> curves = new LinkedBlockingQueue<>();
    final BlockingQueue<List<Comparison.Step>> courses = new LinkedBlockingQueue<>();
    final BlockingQueue<String> failures = new LinkedBlockingQueue<>();
    final BlockingQueue<FilterBank> banks = new LinkedBlockingQueue<>();

    /** The next of a kind, for which is waited long, as machines may be slow. */
    static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(120, TimeUnit.SECONDS);
        if (next == null) throw new AssertionError("nothing was told for two minutes");
        return next;
    }

    @Override
    public void computing() {}

    @Override
    public void filters(Settings settings, FilterBank bank) {
        banks.add(bank);
    }

    @Override
    public void course(List<Comparison.Step> steps) {
        courses.add(steps);
    }

    @Override
    public void compared(Comparison comparison, double milliseconds, String device) {
        comparisons.add(comparison);
    }

    @Override
    public void errorsByKeep(SortedMap<Double, Double> errors) {
        curves.add(errors);
    }

    @Override
    public void failed(String sentence) {
        failures.add(sentence);
    }
}
