package sc.fiji.invertibility.sparse;

import sc.fiji.invertibility.compute.IterateDifference;
import sc.fiji.invertibility.compute.Scope;

/**
 * The step of Blumensath and Davies, "Normalized iterative hard thresholding" (2010): of the exact length for the
 * current support, or the first shorter one that is guaranteed to reduce the error. The guarantee needs an 𝕄 that
 * projects.
 *
 * @param layer W, x and the model
 */
record NormalisedDescent<X extends AutoCloseable, G extends AutoCloseable, Z extends AutoCloseable>(
        CodingLayer<X, G, Z> layer) implements Descent<X, Z> {

    /** c: how far a step stays below the bound that guarantees descent. */
    private static final double C = 0.01;

    /** κ: the factor by which a step that is too long is shortened. */
    private static final double KAPPA = 2;

    /** After this many reductions a step is taken as it is; it is then 2^60 times shorter. */
    private static final int MOST_SHORTENINGS = 60;

    @Override
    public CodingState<X, Z> next(CodingState<X, Z> from, boolean more) {
        if (from.z() == null) return Descent.fromZero(layer);
        try (Scope local = new Scope()) {
            G g = local.own(layer.gradient(from.xHat()));
            ShrinkingSteps<X, Z> steps = local.own(layer.steps(from.z(), from.xHat(), KAPPA * (1 - C), g, more));
            for (int shortened = 0; ; shortened++) {
                CodingState<X, Z> next = CodingState.of(steps);
                try {
                    IterateDifference change = steps.change(next.z(), next.xHat());
                    double mu = steps.length();
                    if (shortened == MOST_SHORTENINGS || acceptable(mu, change))
                        return next.by(() -> mu).moved(change.squaredDistance(), change.squaredNorm());
                } catch (RuntimeException e) {
                    next.close();
                    throw e;
                }
                next.close();
            }
        }
    }

    /** The support may change only if the step is short enough for the error to fall regardless. */
    private static boolean acceptable(double mu, IterateDifference change) {
        return change.codes().sameSupport()
                || mu * change.squaredDistance() <= (1 - C) * change.codes().squaredDistance();
    }
}
