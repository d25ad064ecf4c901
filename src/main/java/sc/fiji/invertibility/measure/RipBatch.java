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
            for (int i = 0; i < count; i++) {
                monitor.check();
                drawn.add(codes.get());
            }
            List<Pooled> z = layer.engine().uploadCodes(owner, drawn);
            List<FeatureMap> x = layer.synthesise(owner, z, Unpooling.SWITCHES);
            double[] norms = layer.norms(x);
            List<Drawn> draws = new ArrayList<>();
            for (int i = 0; i < count; i++) draws.add(Drawn.of(drawn.get(i), z.get(i), x.get(i), norms[i]));
            return new RipBatch(layer, draws, owner);
        } catch (RuntimeException e) {
            owner.close();
            throw e;
        }
    }

    /** ‖Wᵀ(z + z′)‖/‖z + z′‖ of the first draw and the last one of the batch before. */
    double ratioOfSum(RipBatch before) {
        Drawn first = draws.get(0), last = before.draws.get(before.draws.size() - 1);
        return first.ratioOfSum(last, layer.engine().dot(first.x(), last.x()));
    }

    /**
     * Measures what one iteration of Algorithm 1 gives back.
     *
     * @param iterated how many of these draws are followed further; may be negative
     */
    void measure(int iterated, RipSamples samples, Monitor monitor) {
        try (Scope local = new Scope()) {
            List<Pooled> onSupport = new ArrayList<>(), zHat = new ArrayList<>();
            analyse(local, onSupport, zHat, samples);
            List<FeatureMap> known = layer.synthesise(local, onSupport, Unpooling.SWITCHES);
            List<FeatureMap> naive = layer.synthesise(local, zHat, Unpooling.TOP_LEFT);
            List<FeatureMap> xHat = layer.synthesise(local, zHat, Unpooling.SWITCHES);
            List<FeatureMap> x = signals();
            double[] knownErrors = layer.engine().squaredDistances(known, x);
            double[] naiveErrors = layer.engine().squaredDistances(naive, x);
            double[] errors = layer.engine().squaredDistances(xHat, x);
            double[] products = layer.engine().dots(x.subList(1, x.size()), x.subList(0, x.size() - 1));
            for (int i = 0; i < draws.size(); i++) {
                monitor.check();
                Drawn drawn = draws.get(i);
                if (i > 0)
                    samples.add(RipQuantity.SYNTHESIS_OF_SUMS, drawn.ratioOfSum(draws.get(i - 1), products[i - 1]));
                samples.add(RipQuantity.SYNTHESIS, drawn.xNorm() / drawn.norm());
                samples.add(RipQuantity.ERROR_SUPPORT_KNOWN, drawn.error(knownErrors[i]));
                samples.add(RipQuantity.ERROR_NAIVE, drawn.error(naiveErrors[i]));
                samples.add(RipQuantity.ERROR_1, drawn.error(errors[i]));
                if (i < iterated) iterate(drawn, zHat.get(i), xHat.get(i), samples);
                monitor.progress((i + 1.0) / draws.size(), null);
            }
        }
    }

    /** h = Wx of all draws, on their supports and as the model keeps it. */
    private void analyse(Scope scope, List<Pooled> onSupport, List<Pooled> zHat, RipSamples samples) {
        Engine engine = layer.engine();
        try (Scope local = new Scope()) {
            FeatureMap stacked = layer.stack().convolve(engine, local, layer.w(), signals());
            List<FeatureMap> all = new ArrayList<>();
            for (int i = 0; i < draws.size(); i++) {
                Drawn drawn = draws.get(i);
                FeatureMap h = layer.stack().activations(engine, local, stacked, i);
                all.add(h);
                onSupport.add(engine.restrict(scope, h, drawn.z(), Unpooling.SWITCHES));
                Pooled kept = engine.pool(scope, h, drawn.z().pooling());
                engine.keepLargest(kept, drawn.nonzeros());
                zHat.add(kept);
            }
            double[] norms = layer.norms(all);
            double[] normsOnSupport =
                    layer.norms(onSupport.stream().map(Pooled::values).toList());
            for (int i = 0; i < draws.size(); i++) {
                samples.add(RipQuantity.ALL_ROWS, norms[i] / draws.get(i).norm());
                samples.add(
                        RipQuantity.ON_SUPPORT, normsOnSupport[i] / draws.get(i).norm());
            }
        }
    }

    private List<FeatureMap> signals() {
        return draws.stream().map(Drawn::x).toList();
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
                    if (quantity.iterations() == i)
                        samples.add(quantity, drawn.error(engine.squaredDistance(xHat, drawn.x())));
            }
        }
    }

    @Override
    public void close() {
        owner.close();
    }
}
