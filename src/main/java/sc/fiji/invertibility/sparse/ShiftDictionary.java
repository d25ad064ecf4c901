package sc.fiji.invertibility.sparse;

import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.GramPowers;
import sc.fiji.invertibility.compute.LassoStep;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.ProximalStep;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;

/**
 * The dictionary of all filters at all shifts: a code has K×n×n entries.
 *
 * @param engine where it is applied
 * @param w the filters, without bias
 * @param signal the size of x, M×D×D
 */
public record ShiftDictionary(Engine engine, PackedFilters w, Shape signal) implements Dictionary {

    /**
     * Makes a dictionary.
     *
     * @param engine where it is applied
     * @param w the filters, without bias
     * @param signal the size of x, M×D×D
     * @throws IllegalArgumentException if the filters have a bias
     */
    public ShiftDictionary {
        if (w.bank().hasBias()) throw new IllegalArgumentException("a dictionary has no bias");
    }

    /** The size of a code. */
    Shape codes() {
        return signal.activations(w.bank());
    }

    @Override
    public FeatureMap zero(Scope scope) {
        return engine.zeros(scope, codes());
    }

    @Override
    public FeatureMap synthesise(Scope scope, FeatureMap z) {
        return engine.adjoint(scope, z, w, signal.height(), signal.width());
    }

    @Override
    public FeatureMap analyse(Scope scope, FeatureMap r) {
        return engine.convolve(scope, r, w, Rectification.NONE);
    }

    @Override
    public LassoStep step(Engine engine, Scope scope, FeatureMap x, ProximalStep step) {
        return engine.lassoStep(scope, w, x, step).orElseGet(() -> Dictionary.super.step(engine, scope, x, step));
    }

    @Override
    public GramPowers gramPowers(Engine engine, Scope scope, FeatureMap v, int count) {
        return engine.gramPowers(scope, w, v, count)
                .orElseGet(() -> Dictionary.super.gramPowers(engine, scope, v, count));
    }
}
