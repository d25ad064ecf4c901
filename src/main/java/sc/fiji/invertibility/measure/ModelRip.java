package sc.fiji.invertibility.measure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * Measures how nearly Wᵀ preserves the norm of model-sparse codes, and what one layer loses of x = Wᵀz (sections 4.2
 * and 4.4). Only what depends on all of Wx costs a dense convolution; the rest makes use of z's sparsity.
 *
 * @param bank W; its bias is ignored
 * @param height rows of x
 * @param width columns of x
 * @param iterated how many of the draws are also followed through ten iterations of Algorithm 1, each of which costs
 *     one more dense convolution
 */
public record ModelRip(FilterBank bank, int height, int width, int iterated) {

    /**
     * Draws codes and measures them, as many at a time as suit the engine.
     *
     * @param engine where it runs
     * @param codes the source of the codes z, each with its block structure
     * @param draws the number of draws, ≥ 1
     * @param samples receives what is measured
     * @param monitor is notified of every batch of draws
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     */
    public void measure(Engine engine, CodeSource codes, int draws, RipSamples samples, Monitor monitor) {
        if (draws < 1) throw new IllegalArgumentException("the number of draws must be at least 1, not " + draws);
        Deque<RipBatch> open = new ArrayDeque<>();
        try (Scope scope = new Scope()) {
            PackedFilters w = engine.pack(scope, bank.withBias(null));
            RipLayer layer = new RipLayer(engine, w, new Shape(bank.channels(), height, width));
            int most = Math.min(draws, layer.batch());
            PrefetchedCodes drawn = scope.own(new PrefetchedCodes(codes, draws, most));
            drawn.prefetch();
            bring(open, layer, drawn, most, monitor);
            for (int first = 0; first < draws; first += most) {
                RipBatch batch = open.getLast(), before = open.getFirst() == batch ? null : open.getFirst();
                int last = first + batch.codes().size(), following = Math.min(most, draws - last);
                try (RipMeasurement measurement = new RipMeasurement(batch, before)) {
                    // Meanwhile, the engine works on this batch, unless it also makes the codes.
                    if (codes.concurrent()) bring(open, layer, drawn, following, monitor);
                    Monitor part = monitor.part((double) first / draws, (double) last / draws);
                    measurement.read(iterated - first, samples, part);
                }
                if (before != null) open.remove().close();
                if (!codes.concurrent()) bring(open, layer, drawn, following, monitor);
            }
        } finally {
            open.forEach(RipBatch::close);
        }
    }

    /**
     * Uploads the next codes, if there are any; drawing more would take threads from it, and waits until it is done.
     */
    private static void bring(Deque<RipBatch> open, RipLayer layer, PrefetchedCodes drawn, int count, Monitor monitor) {
        if (count == 0) return;
        open.add(RipBatch.of(layer, next(drawn, count, monitor)));
        drawn.prefetch();
    }

    private static List<CodeSample> next(PrefetchedCodes drawn, int count, Monitor monitor) {
        List<CodeSample> codes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            monitor.check();
            codes.add(drawn.next());
        }
        return codes;
    }
}
