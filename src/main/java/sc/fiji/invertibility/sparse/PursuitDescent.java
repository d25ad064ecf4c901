package sc.fiji.invertibility.sparse;

import java.util.List;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.SignalChange;

/**
 * Hard thresholding pursuit (Foucart 2011): a step of length 1, which suits filters of about unit norm, chooses a
 * support, on which least squares give the values. Where that does not reduce the error, the step is halved.
 *
 * @param layer W, x and the model
 */
record PursuitDescent<X extends AutoCloseable, G extends AutoCloseable, Z extends AutoCloseable>(
        CodingLayer<X, G, Z> layer) implements Descent<X, Z> {

    private static final int MOST_SHORTENINGS = 6;

    @Override
    public CodingState<X, Z> next(CodingState<X, Z> from, boolean more) {
        if (from.z() == null) return fittedFromZero();
        try (Scope local = new Scope()) {
            return next(from, local.own(layer.gradient(from.xHat())));
        }
    }

    private CodingState<X, Z> next(CodingState<X, Z> from, G g) {
        double before = from.squaredError(), mu = 1;
        for (int shortened = 0; shortened <= MOST_SHORTENINGS; shortened++, mu /= 2) {
            double now = mu;
            try (Scope tried = new Scope()) {
                CodingState<X, Z> chosen =
                        tried.own(CodingState.of(layer, now, () -> layer.threshold(from.z(), now, g)));
                CodingState<X, Z> fitted = tried.own(SupportFit.of(layer, chosen));
                // Both are measured together, since the host waits for the result.
                List<SignalChange> changes =
                        layer.signalChanges(List.of(chosen.xHat(), fitted.xHat()), from.xHat(), before);
                SignalChange ofChosen = changes.get(0), ofFitted = changes.get(1);
                boolean better = ofFitted.squaredError() < ofChosen.squaredError();
                SignalChange change = better ? ofFitted : ofChosen;
                if (change.improves())
                    return tried.release(better ? fitted : chosen).measured(change);
                if (layer.compare(chosen.z(), from.z()).sameSupport()) return from;
            }
        }
        return from;
    }

    /** The least squares on the support of the first code, if they are nearer than the code itself. */
    private CodingState<X, Z> fittedFromZero() {
        try (Scope tried = new Scope()) {
            CodingState<X, Z> chosen = tried.own(Descent.fromZero(layer));
            CodingState<X, Z> fitted = tried.own(SupportFit.of(layer, chosen));
            SignalChange change = layer.signalChanges(List.of(fitted.xHat()), chosen.xHat(), chosen.squaredError())
                    .get(0);
            return change.improves()
                    ? tried.release(fitted).withError(change.squaredError())
                    : tried.release(chosen).withError(change.squaredErrorBefore());
        }
    }
}
