package sc.fiji.invertibility.sparse;

import java.util.Optional;

/**
 * Hard thresholding pursuit (Foucart 2011): a step of length 1, which suits filters of about unit norm, chooses a
 * support, on which least squares give the values. Where that does not reduce the error, the step is halved.
 *
 * @param layer W, x and the model
 */
record PursuitDescent<X extends AutoCloseable, G extends AutoCloseable, Z extends AutoCloseable>(
        CodingLayer<X, G, Z> layer) implements Descent<X, G, Z> {

    private static final int MOST_SHORTENINGS = 6;

    @Override
    public CodingState<X, Z> next(CodingState<X, Z> from, G g, boolean more) {
        if (from.z() == null) return better(Descent.fromZero(layer, g));
        double before = Descent.squaredError(layer, from.xHat());
        double mu = 1;
        for (int shortened = 0; shortened <= MOST_SHORTENINGS; shortened++, mu /= 2) {
            double now = mu;
            CodingState<X, Z> chosen = CodingState.of(layer, now, () -> layer.threshold(from.z(), now, g));
            boolean same;
            try {
                same = layer.compare(chosen.z(), from.z()).sameSupport();
            } catch (RuntimeException e) {
                chosen.close();
                throw e;
            }
            Optional<CodingState<X, Z>> next =
                    better(chosen).onlyIf(state -> Descent.squaredError(layer, state.xHat()) < before);
            if (next.isPresent()) return next.get();
            if (same) return from;
        }
        return from;
    }

    /** The least squares on a code's support, if they are nearer than the code itself, which is closed then. */
    private CodingState<X, Z> better(CodingState<X, Z> chosen) {
        try {
            double error = Descent.squaredError(layer, chosen.xHat());
            Optional<CodingState<X, Z>> fitted =
                    SupportFit.of(layer, chosen).onlyIf(state -> Descent.squaredError(layer, state.xHat()) < error);
            if (fitted.isPresent()) chosen.close();
            return fitted.orElse(chosen);
        } catch (RuntimeException e) {
            chosen.close();
            throw e;
        }
    }
}
