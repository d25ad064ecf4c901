package sc.fiji.invertibility.sparse;

import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.MapNorms;
import sc.fiji.invertibility.compute.Scope;

/**
 * The result of {@link Fista}.
 *
 * @param code z, a code of the dictionary
 * @param signal Wᵀz
 * @param fit how well it fits
 */
public record SparseSolution(FeatureMap code, FeatureMap signal, SparseFit fit) {

    static SparseSolution of(
            Engine engine, Scope scope, Iterate last, double lambda, List<Double> objectives, int restarts) {
        FeatureMap code = engine.copy(scope, last.code());
        FeatureMap signal = engine.copy(scope, last.signal());
        MapNorms magnitudes = engine.magnitudes(code);
        SparseFit fit = new SparseFit(
                lambda,
                last.objective(),
                Math.max(0, last.gap()),
                magnitudes.nonzeros(),
                Math.sqrt(last.squaredError()),
                Math.sqrt(magnitudes.squares()),
                Math.sqrt(last.squaredSignal()),
                List.copyOf(objectives),
                restarts);
        return new SparseSolution(code, signal, fit);
    }
}
