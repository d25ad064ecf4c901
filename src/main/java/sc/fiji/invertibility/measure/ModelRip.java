package sc.fiji.invertibility.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import sc.fiji.invertibility.compute.Code;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.LargestUnits;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Pooled;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Unpooling;
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
        SignalStack stack = SignalStack.of(bank, height, width);
        Drawn last = null;
        try (Scope scope = new Scope()) {
            PackedFilters w = engine.pack(scope, bank.withBias(null));
            for (int first = 0; first < draws; first += stack.most()) {
                int count = Math.min(stack.most(), draws - first);
                try (Scope batch = new Scope()) {
                    Drawn before = last;
                    if (before != null) batch.own(before);
                    List<Drawn> all = new ArrayList<>();
                    for (int i = 0; i < count; i++) {
                        monitor.check();
                        last = draw(engine, w, codes.get());
                        // the last one is compared with the first of the next batch
                        if (i < count - 1) batch.own(last);
                        all.add(last);
                    }
                    FeatureMap h = stack.convolve(
                            engine, batch, w, all.stream().map(Drawn::x).toList());
                    for (int i = 0; i < count; i++) {
                        monitor.check();
                        Drawn drawn = all.get(i);
                        if (before != null)
                            samples.add(RipQuantity.SYNTHESIS_OF_SUMS, drawn.ratioOfSum(engine, before));
                        before = drawn;
                        try (Scope local = new Scope()) {
                            FeatureMap own = stack.activations(engine, local, h, i);
                            oneIteration(engine, w, drawn, own, first + i < iterated, samples);
                        }
                        monitor.progress((first + i + 1.0) / draws, null);
                    }
                }
            }
        } finally {
            if (last != null) last.close();
        }
    }

    private Drawn draw(Engine engine, PackedFilters w, Code code) {
        Scope owner = new Scope();
        try {
            Pooled z = engine.uploadCode(owner, code);
            double norm = norm(engine, z.values());
            if (norm == 0) throw new IllegalArgumentException("a code that is zero has no ratio of norms");
            FeatureMap x = synthesise(engine, owner, z, Unpooling.SWITCHES, w);
            return new Drawn(code, z, norm, x, norm(engine, x), owner);
        } catch (RuntimeException e) {
            owner.close();
            throw e;
        }
    }

    private void oneIteration(
            Engine engine, PackedFilters w, Drawn drawn, FeatureMap h, boolean further, RipSamples samples) {
        try (Scope local = new Scope()) {
            samples.add(RipQuantity.SYNTHESIS, drawn.xNorm() / drawn.norm());
            samples.add(RipQuantity.ALL_ROWS, norm(engine, h) / drawn.norm());
            Pooled onSupport = engine.restrict(local, h, drawn.z(), Unpooling.SWITCHES);
            samples.add(RipQuantity.ON_SUPPORT, norm(engine, onSupport.values()) / drawn.norm());
            FeatureMap known = synthesise(engine, local, onSupport, Unpooling.SWITCHES, w);
            samples.add(RipQuantity.ERROR_SUPPORT_KNOWN, drawn.error(engine, known));

            Pooled zHat = engine.pool(local, h, drawn.z().pooling());
            LargestUnits.keep(engine, zHat, drawn.nonzeros());
            FeatureMap naive = synthesise(engine, local, zHat, Unpooling.TOP_LEFT, w);
            samples.add(RipQuantity.ERROR_NAIVE, drawn.error(engine, naive));
            FeatureMap xHat = synthesise(engine, local, zHat, Unpooling.SWITCHES, w);
            samples.add(RipQuantity.ERROR_1, drawn.error(engine, xHat));
            if (further) iterate(engine, w, drawn, zHat, xHat, samples);
        }
    }

    /** Iterations 2 to 10 of Algorithm 1, with unit step. */
    private void iterate(
            Engine engine, PackedFilters w, Drawn drawn, Pooled first, FeatureMap xFirst, RipSamples samples) {
        try (Scope local = new Scope()) {
            Pooled zHat = first;
            FeatureMap xHat = xFirst;
            for (int i = 2; i <= 10; i++) {
                FeatureMap residual = engine.copy(local, drawn.x());
                engine.axpy(-1, xHat, residual);
                FeatureMap g = engine.convolve(local, residual, w, Rectification.NONE);
                zHat = engine.poolStep(local, zHat, 1, g, first.pooling(), Unpooling.SWITCHES);
                LargestUnits.keep(engine, zHat, drawn.nonzeros());
                xHat = synthesise(engine, local, zHat, Unpooling.SWITCHES, w);
                for (RipQuantity quantity : RipQuantity.values())
                    if (quantity.iterations() == i) samples.add(quantity, drawn.error(engine, xHat));
            }
        }
    }

    private FeatureMap synthesise(Engine engine, Scope owner, Pooled z, Unpooling unpooling, PackedFilters w) {
        return engine.synthesise(owner, z, unpooling, w, height, width);
    }

    private static double norm(Engine engine, FeatureMap map) {
        return Math.sqrt(engine.dot(map, map));
    }
}
