package sc.fiji.invertibility.sparse;

import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * The dictionary of all filters at all shifts: a code has K×n×n entries.
 *
 * @param engine where it is applied
 * @param w the filters, without bias
 * @param signal the size of x, M×D×D
 */
record ShiftDictionary(Engine engine, PackedFilters w, Shape signal) implements Dictionary {

    ShiftDictionary {
        if (w.bank().hasBias()) throw new IllegalArgumentException("a dictionary has no bias");
    }

    /** The size of a code. */
    Shape codes() {
        FilterBank bank = w.bank();
        return new Shape(bank.filters(), bank.outputHeight(signal.height()), bank.outputWidth(signal.width()));
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
}
