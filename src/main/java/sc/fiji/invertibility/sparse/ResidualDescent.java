package sc.fiji.invertibility.sparse;

import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.SignalChange;

/**
 * A step that is taken only if it reduces the error, for an 𝕄 that is no projection: of the exact length for the
 * current support, or the first shorter one. The last code is therefore the best.
 *
 * @param layer W, x and the model
 */
record ResidualDescent<X extends AutoCloseable, G extends AutoCloseable, Z extends AutoCloseable>(
        CodingLayer<X, G, Z> layer) implements Descent<X, Z> {

    /** After this many halvings, a step hardly changes the code any more. */
    private static final int MOST_SHORTENINGS = 12;

    @Override
    public CodingState<X, Z> next(CodingState<X, Z> from, boolean more) {
        if (from.z() == null) return Descent.fromZero(layer);
        double before = from.squaredError();
        try (Scope local = new Scope()) {
            G g = local.own(layer.gradient(from.xHat()));
            ShrinkingSteps<X, Z> steps = local.own(layer.steps(from.z(), from.xHat(), 2, g, more));
            for (int shortened = 0; shortened <= MOST_SHORTENINGS; shortened++) {
                CodingState<X, Z> next = CodingState.of(steps);
                try {
                    SignalChange change = steps.signalChange(next.xHat(), before);
                    if (change.improves()) return next.by(steps::length).measured(change);
                    before = change.squaredErrorBefore();
                } catch (RuntimeException e) {
                    next.close();
                    throw e;
                }
                next.close();
            }
            return from;
        }
    }
}
