package sc.fiji.invertibility.sparse;

import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.LassoPoint;
import sc.fiji.invertibility.compute.ProximalStep;
import sc.fiji.invertibility.compute.Scope;

/**
 * A proximal gradient step that was taken from the point y = z + β(z − z₋).
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
     */
    static ExtrapolatedStep of(Engine engine, Scope owner, Scope local, ProximalStep step) {
        LassoPoint z = step.z();
        float length = step.length(), threshold = step.threshold();
        if (step.beta() == 0)
            return new ExtrapolatedStep(
                    z.code(), z.signal(), engine.proximalStep(owner, z.code(), length, z.correlations(), threshold));
        List<FeatureMap> maps = engine.extrapolatedStep(
                owner, step.ofLast(), parts(z), step.ofBefore(), parts(step.before()), length, threshold);
        return new ExtrapolatedStep(local.own(maps.get(0)), local.own(maps.get(2)), maps.get(1));
    }

    private static List<FeatureMap> parts(LassoPoint point) {
        return List.of(point.code(), point.correlations(), point.signal());
    }
}
