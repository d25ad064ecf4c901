package sc.fiji.invertibility.measure;

import java.util.function.Supplier;
import sc.fiji.invertibility.compute.Code;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * Measures how nearly Wᵀ keeps the norm of model-sparse codes, and what one layer loses of x = Wᵀz
 * (sections 4.2 and 4.4). Only what depends on all of Wx costs a dense convolution; the rest uses that z is
 * sparse.
 *
 * @param bank W; its bias is left out
 * @param height rows of x
 * @param width columns of x
 * @param iterated how many of the draws are also followed through ten iterations of Algorithm 1, each of
 *     which is a dense convolution more
 */
public record ModelRip(FilterBank bank, int height, int width, int iterated) {

    /**
     * Draws codes and measures them.
     *
     * @param engine where it runs
     * @param codes gives the codes z, each with its block structure
     * @param draws how many, ≥ 1
     * @param samples takes what is measured
     * @param monitor hears of every draw
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     */
    public void measure(Engine engine, Supplier<Code> codes, int draws, RipSamples samples, Monitor monitor) {
        if (draws < 1) throw new IllegalArgumentException("the number of draws must be at least 1, not " + draws);
        RipBatch batch = null;
        try (Scope scope = new Scope()) {
            PackedFilters w = engine.pack(scope, bank.withBias(null));
            RipLayer layer = new RipLayer(engine, w, SignalStack.of(bank, height, width));
            for (int first = 0; first < draws; first += layer.most()) {
                RipBatch before = batch;
                int count = Math.min(layer.most(), draws - first);
                batch = RipBatch.draw(layer, codes, count, monitor);
                try (before) {
                    // the last draw is compared with the first of the next batch
                    if (before != null) samples.add(RipQuantity.SYNTHESIS_OF_SUMS, batch.ratioOfSum(before));
                }
                batch.measure(
                        iterated - first,
                        samples,
                        monitor.part((double) first / draws, (double) (first + count) / draws));
            }
        } finally {
            if (batch != null) batch.close();
        }
    }
}
