package sc.fiji.invertibility.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import sc.fiji.invertibility.compute.Code;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Pooled;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Unpooling;

/**
 * Some draws, measured side by side: with many channels and few pixels, most time goes into reading W, which so
 * is read once for all of them.
 *
 * @param layer W
 * @param draws codes and their signals
 * @param owner owns them
 */
record RipBatch(RipLayer layer, List<Drawn> draws, Scope owner) implements AutoCloseable {

    static RipBatch draw(RipLayer layer, Supplier<Code> codes, int count, Monitor monitor) {
        Scope owner = new Scope();
        try {
            List<Code> drawn = new ArrayList<>();
            List<Pooled> z = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                monitor.check();
                drawn.add(codes.get());
                z.add(layer.engine().uploadCode(owner, drawn.get(i)));
            }
            List<FeatureMap> x = layer.synthesise(owner, z, Unpooling.SWITCHES);
            List<Drawn> draws = new ArrayList<>();
            for (int i = 0; i < count; i++) draws.add(Drawn.of(layer, drawn.get(i), z.get(i), x.get(i)));
            return new RipBatch(layer, draws, owner);
        } catch (RuntimeException e) {
            owner.close();
            throw e;
        }
    }

    /** ‖Wᵀ(z + z′)‖/‖z + z′‖ of the first draw and the last one of the batch before. */
    double ratioOfSum(RipBatch before) {
        return draws.get(0).ratioOfSum(layer.engine(), before.draws.get(before.draws.size() - 1));
    }

    /**
     * Measures what one iteration of Algorithm 1 gives back.
     *
     * @param iterated how many of these draws are followed further; may be negative
     */
    void measure(int iterated, RipSamples samples, Monitor monitor) {
        Engine engine = layer.engine();
        try (Scope local = new Scope()) {
            List<Pooled> onSupport = new ArrayList<>(), zHat = new ArrayList<>();
            analyse(local, onSupport, zHat, samples);
            List<FeatureMap> known = layer.synthesise(local, onSupport, Unpooling.SWITCHES);
            List<FeatureMap> naive = layer.synthesise(local, zHat, Unpooling.TOP_LEFT);
            List<FeatureMap> xHat = layer.synthesise(local, zHat, Unpooling.SWITCHES);
            for (int i = 0; i < draws.size(); i++) {
                monitor.check();
                Drawn drawn = draws.get(i);
                if (i > 0) samples.add(RipQuantity.SYNTHESIS_OF_SUMS, drawn.ratioOfSum(engine, draws.get(i - 1)));
                samples.add(RipQuantity.SYNTHESIS, drawn.xNorm() / drawn.norm());
                samples.add(RipQuantity.ERROR_SUPPORT_KNOWN, drawn.error(engine, known.get(i)));
                samples.add(RipQuantity.ERROR_NAIVE, drawn.error(engine, naive.get(i)));
                samples.add(RipQuantity.ERROR_1, drawn.error(engine, xHat.get(i)));
                if (i < iterated) iterate(drawn, zHat.get(i), xHat.get(i), samples);
                monitor.progress((i + 1.0) / draws.size(), null);
            }
        }
    }

    /** h = Wx of all draws, on their supports and as the model keeps it. */
    private void analyse(Scope scope, List<Pooled> onSupport, List<Pooled> zHat, RipSamples samples) {
        Engine engine = layer.engine();
        try (Scope local = new Scope()) {
            FeatureMap stacked = layer.stack()
                    .convolve(
                            engine,
                            local,
                            layer.w(),
                            draws.stream().map(Drawn::x).toList());
            for (int i = 0; i < draws.size(); i++) {
                Drawn drawn = draws.get(i);
                FeatureMap h = layer.stack().activations(engine, local, stacked, i);
                samples.add(RipQuantity.ALL_ROWS, layer.norm(h) / drawn.norm());
                Pooled restricted = engine.restrict(scope, h, drawn.z(), Unpooling.SWITCHES);
                samples.add(RipQuantity.ON_SUPPORT, layer.norm(restricted.values()) / drawn.norm());
                onSupport.add(restricted);
                Pooled kept = engine.pool(scope, h, drawn.z().pooling());
                engine.keepLargest(kept, drawn.nonzeros());
                zHat.add(kept);
            }
        }
    }

    /** Iterations 2 to 10 of Algorithm 1, with unit step. */
    private void iterate(Drawn drawn, Pooled first, FeatureMap xFirst, RipSamples samples) {
        Engine engine = layer.engine();
        try (Scope local = new Scope()) {
            Pooled zHat = first;
            FeatureMap xHat = xFirst;
            for (int i = 2; i <= 10; i++) {
                FeatureMap residual = engine.combined(local, 1, drawn.x(), -1, xHat);
                FeatureMap g = engine.convolve(local, residual, layer.w(), Rectification.NONE);
                zHat = engine.poolStep(local, zHat, 1, g, first.pooling(), Unpooling.SWITCHES);
                engine.keepLargest(zHat, drawn.nonzeros());
                xHat = layer.synthesise(local, List.of(zHat), Unpooling.SWITCHES)
                        .get(0);
                for (RipQuantity quantity : RipQuantity.values())
                    if (quantity.iterations() == i) samples.add(quantity, drawn.error(engine, xHat));
            }
        }
    }

    @Override
    public void close() {
        owner.close();
    }
}
