package sc.fiji.invertibility.sparse;

import java.util.Optional;

/**
 * A step that is taken only if it reduces the error, for an 𝕄 that is no projection: of the exact length for the
 * current support, or the first shorter one. The last code is therefore the best.
 *
 * @param layer W, x and the model
 */
record ResidualDescent<X extends AutoCloseable, G extends AutoCloseable, Z extends AutoCloseable>(
        CodingLayer<X, G, Z> layer) implements Descent<X, G, Z> {

    /** After this many halvings, a step hardly changes the code any more. */
    private static final int MOST_SHORTENINGS = 12;

    @Override
    public CodingState<X, Z> next(CodingState<X, Z> from, G g, boolean more) {
        if (from.z() == null) return Descent.fromZero(layer, g);
        double before = Descent.squaredError(layer, from.xHat());
        try (ShrinkingSteps<X, Z> steps = layer.steps(from.z(), from.xHat(), 2, g, more)) {
            for (int shortened = 0; shortened <= MOST_SHORTENINGS; shortened++) {
                Optional<CodingState<X, Z>> next =
                        CodingState.of(steps).onlyIf(state -> Descent.squaredError(layer, state.xHat()) < before);
                if (next.isPresent()) return next.get().by(steps::length);
            }
            return from;
        }
    }
}
