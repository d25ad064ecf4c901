package sc.fiji.invertibility.sparse;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.GramPowers;
import sc.fiji.invertibility.compute.LassoNorms;
import sc.fiji.invertibility.compute.LassoPoint;
import sc.fiji.invertibility.compute.LassoStep;
import sc.fiji.invertibility.compute.MapNorms;
import sc.fiji.invertibility.compute.NormsAndDistances;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.ProximalStep;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.StepDistances;

/** Iterations with any dictionary, by an engine's operations one by one. */
record SeparateOperations(Engine engine, Dictionary w) {

    /** Evaluates a code. */
    LassoStep evaluate(Scope owner, FeatureMap x, FeatureMap z) {
        return evaluate(owner, x, z, w.synthesise(owner, z), List.of(), List.of());
    }

    /** What {@link Dictionary#step} does. */
    LassoStep step(Scope owner, FeatureMap x, ProximalStep step) {
        try (Scope local = new Scope()) {
            ExtrapolatedStep y = ExtrapolatedStep.of(engine, owner, local, step);
            FeatureMap z = step.z().code(), next = y.next(), signal = w.synthesise(owner, next);
            return evaluate(
                    owner, x, next, signal, List.of(next, signal, y.code(), next), List.of(y.code(), y.signal(), z, z));
        }
    }

    /** Evaluates a code, and measures squared distances of some pairs of maps meanwhile, none or those of a step. */
    private LassoStep evaluate(
            Scope owner, FeatureMap x, FeatureMap z, FeatureMap signal, List<FeatureMap> from, List<FeatureMap> to) {
        try (Scope local = new Scope()) {
            FeatureMap residual = engine.combined(local, 1, x, -1, signal);
            FeatureMap correlations = w.analyse(owner, residual);
            Pending<NormsAndDistances> norms = engine.startNorms(List.of(z, correlations, residual, signal), from, to);
            return new LassoStep(
                    new LassoPoint(z, signal, correlations), Pending.of(() -> norms(norms.get()), norms::close));
        }
    }

    private static LassoNorms norms(NormsAndDistances all) {
        List<MapNorms> maps = all.magnitudes();
        double[] d = all.squaredDistances();
        return new LassoNorms(
                maps.get(0).sum(),
                maps.get(3).squares(),
                maps.get(2).squares(),
                maps.get(1).largest(),
                d.length == 0 ? null : new StepDistances(d[0], d[1], d[2], d[3]));
    }

    /** What {@link Dictionary#gramPowers} does. */
    GramPowers gramPowers(Scope owner, FeatureMap v, int count) {
        return Scope.handedOver(waiting -> {
            List<Pending<NormsAndDistances>> norms = new ArrayList<>();
            FeatureMap power = v;
            for (int i = 0; i < count; i++) {
                FeatureMap before = power;
                try (Scope local = new Scope()) {
                    power = w.synthesise(owner, w.analyse(local, before));
                }
                if (i > 0) before.close();
                norms.add(waiting.own(engine.startNorms(List.of(power), List.of(), List.of())));
            }
            return new GramPowers(power, Pending.of(() -> squares(norms), waiting::close));
        });
    }

    private static double[] squares(List<Pending<NormsAndDistances>> norms) {
        return norms.stream()
                .mapToDouble(norm -> norm.get().magnitudes().get(0).squares())
                .toArray();
    }
}
