package sc.fiji.invertibility.measure;

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
        Drawn last = null;
        try (Scope scope = new Scope()) {
            PackedFilters w = engine.pack(scope, bank.withBias(null));
            for (int i = 0; i < draws; i++) {
                monitor.check();
                Drawn drawn = draw(engine, w, codes.get());
                if (last != null) {
                    try (Drawn before = last) {
                        samples.add(RipQuantity.SYNTHESIS_OF_SUMS, drawn.ratioOfSum(engine, before));
                    }
                }
                last = drawn;
                oneIteration(engine, w, drawn, i < iterated, samples);
                monitor.progress((i + 1.0) / draws, null);
            }
        } finally {
            if (last != null) last.close();
        }
    }

    private Drawn draw(Engine engine, PackedFilters w, Code code) {
        Scope owner = new Scope();
        try {
            Pooled z = engine.uploadCode(owner, code);
            double norm = Math.sqrt(engine.dot(z.values(), z.values()));
            if (norm == 0) throw new IllegalArgumentException("a code that is zero has no ratio of norms");
            return new Drawn(code, z, norm, synthesise(engine, owner, z, Unpooling.SWITCHES, w), owner);
        } catch (RuntimeException e) {
            owner.close();
            throw e;
        }
    }

    private void oneIteration(Engine engine, PackedFilters w, Drawn drawn, boolean further, RipSamples samples) {
        try (Scope local = new Scope()) {
            FeatureMap x = drawn.x();
            samples.add(RipQuantity.SYNTHESIS, norm(engine, x) / drawn.norm());
            FeatureMap h = engine.convolve(local, x, w, Rectification.NONE);
            samples.add(RipQuantity.ALL_ROWS, norm(engine, h) / drawn.norm());
            Pooled onSupport = engine.restrict(local, h, drawn.z(), Unpooling.SWITCHES);
            samples.add(RipQuantity.ON_SUPPORT, norm(engine, onSupport.values()) / drawn.norm());
            FeatureMap known = synthesise(engine, local, onSupport, Unpooling.SWITCHES, w);
            samples.add(RipQuantity.ERROR_SUPPORT_KNOWN, error(engine, known, x));

            long k = drawn.nonzeros();
            Pooled zHat = engine.pool(local, h, drawn.z().pooling());
            LargestUnits.keep(engine, zHat, k);
            FeatureMap naive = synthesise(engine, local, zHat, Unpooling.TOP_LEFT, w);
            samples.add(RipQuantity.ERROR_NAIVE, error(engine, naive, x));
            FeatureMap xHat = synthesise(engine, local, zHat, Unpooling.SWITCHES, w);
            samples.add(RipQuantity.ERROR_1, error(engine, xHat, x));
            if (further) iterate(engine, w, x, k, zHat, xHat, samples);
        }
    }

    /** Iterations 2 to 10 of Algorithm 1, with unit step. */
    private void iterate(
            Engine engine, PackedFilters w, FeatureMap x, long k, Pooled first, FeatureMap xFirst, RipSamples samples) {
        try (Scope local = new Scope()) {
            Pooled zHat = first;
            FeatureMap xHat = xFirst;
            for (int i = 2; i <= 10; i++) {
                FeatureMap residual = engine.copy(local, x);
                engine.axpy(-1, xHat, residual);
                FeatureMap g = engine.convolve(local, residual, w, Rectification.NONE);
                zHat = engine.poolStep(local, zHat, 1, g, first.pooling(), Unpooling.SWITCHES);
                LargestUnits.keep(engine, zHat, k);
                xHat = synthesise(engine, local, zHat, Unpooling.SWITCHES, w);
                for (RipQuantity quantity : RipQuantity.values())
                    if (quantity.iterations() == i) samples.add(quantity, error(engine, xHat, x));
            }
        }
    }

    private FeatureMap synthesise(Engine engine, Scope owner, Pooled z, Unpooling unpooling, PackedFilters w) {
        return engine.synthesise(owner, z, unpooling, w, height, width);
    }

    private static double norm(Engine engine, FeatureMap map) {
        return Math.sqrt(engine.dot(map, map));
    }

    private static double error(Engine engine, FeatureMap xHat, FeatureMap x) {
        try (Scope local = new Scope()) {
            FeatureMap difference = engine.copy(local, xHat);
            engine.axpy(-1, x, difference);
            return norm(engine, difference) / norm(engine, x);
        }
    }
}
