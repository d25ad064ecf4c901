package sc.fiji.invertibility.sparse;

import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Scope;

/**
 * A proximal gradient step from the point y = z + β(z − z₋₁), all parts of which follow linearly.
 *
 * @param code y
 * @param signal Wᵀy
 * @param next the code that the step leads to
 */
record ExtrapolatedStep(FeatureMap code, FeatureMap signal, FeatureMap next) {

    /**
     * Takes the step.
     *
     * @param owner owns the next code
     * @param local owns y and its signal, if they are not z's
     * @param before z₋₁; null for none
     * @param length how far the step goes along the correlations
     * @param threshold how far values are moved towards zero
     */
    static ExtrapolatedStep of(
            Engine engine,
            Scope owner,
            Scope local,
            Point before,
            Point z,
            double beta,
            float length,
            float threshold) {
        if (before == null || beta == 0)
            return new ExtrapolatedStep(
                    z.code(), z.signal(), engine.proximalStep(owner, z.code(), length, z.correlations(), threshold));
        List<FeatureMap> maps = engine.extrapolatedStep(
                owner, (float) (1 + beta), parts(z), (float) -beta, parts(before), length, threshold);
        return new ExtrapolatedStep(local.own(maps.get(0)), local.own(maps.get(2)), maps.get(1));
    }

    private static List<FeatureMap> parts(Point point) {
        return List.of(point.code(), point.correlations(), point.signal());
    }
}
