package sc.fiji.invertibility.sparse;

import java.util.List;
import sc.fiji.invertibility.compute.Scope;

/**
 * Least squares on the support Γ of a code, min ‖x − Wᵀz‖ over the z with that support, by conjugate gradients (CGLS;
 * Björck, "Numerical methods for least squares problems", 1996, 7.4).
 *
 * <p>Directions and corrections are combinations of W_Γr for residuals r. Therefore the r are combined instead, which
 * are signals, and codes exist only one at a time: that suits layers whose codes are in tiles.
 */
record SupportFit<X extends AutoCloseable, G extends AutoCloseable, Z extends AutoCloseable>(
        CodingLayer<X, G, Z> layer, Z z) {

    private static final int MOST_ITERATIONS = 10;

    /** The gradient on the support, relative to its norm at the start, that is small enough. */
    private static final double TOLERANCE = 1e-4;

    /** Of the current residual r: ‖W_Γr‖², u = Wᵀ(W_Γr), and perhaps ‖u‖² and ⟨u, v⟩ for the last direction's image v. */
    private record Image<X>(double squaredNorm, X signal, double squaredSignal, double withLast) {}

    /**
     * Solves the least squares approximately, beginning with the values of the code.
     *
     * @return the solution; where the model has no negative values, without those
     */
    static <X extends AutoCloseable, G extends AutoCloseable, Z extends AutoCloseable> CodingState<X, Z> of(
            CodingLayer<X, G, Z> layer, CodingState<X, Z> chosen) {
        try (Scope local = new Scope()) {
            X correction = new SupportFit<>(layer, chosen.z()).correction(local, chosen.xHat());
            if (correction == null) return CodingState.of(layer, chosen.mu(), () -> layer.scaled(chosen.z(), 1));
            G g = local.own(layer.analysed(correction));
            if (!layer.rectified()) return CodingState.of(layer, chosen.mu(), () -> layer.corrected(chosen.z(), g));
            Z signed = local.own(layer.corrected(chosen.z(), g));
            return CodingState.of(layer, chosen.mu(), () -> layer.threshold(signed, 0, g));
        }
    }

    /** The signal u with the solution z + W_Γu, or null if z is the solution. */
    private X correction(Scope owner, X xHat) {
        Scope now = new Scope();
        try {
            X residual = now.own(layer.residual(xHat)), direction = residual, sum = null;
            Image<X> image = image(now, residual, null);
            X directionImage = image.signal;
            double first = image.squaredNorm, square = image.squaredSignal;
            for (int i = 1; ; i++) {
                if (!(square > 0) || !(image.squaredNorm > 0)) break;
                double alpha = image.squaredNorm / square;
                Scope before = now;
                now = new Scope();
                try (before) {
                    sum = now.own(
                            sum == null
                                    ? layer.combined(alpha, direction, 0, direction)
                                    : layer.combined(1, sum, alpha, direction));
                    if (i == MOST_ITERATIONS) break;
                    residual = now.own(layer.combined(1, residual, -alpha, directionImage));
                    Image<X> next = image(now, residual, directionImage);
                    if (next.squaredNorm <= TOLERANCE * TOLERANCE * first) break;
                    double beta = next.squaredNorm / image.squaredNorm;
                    List<X> both = layer.combinedAll(
                            now, 1, List.of(residual, next.signal), beta, List.of(direction, directionImage));
                    direction = both.get(0);
                    directionImage = both.get(1);
                    square = layer.worksAhead()
                            ? next.squaredSignal + beta * (2 * next.withLast + beta * square)
                            : layer.dot(directionImage, directionImage);
                    image = next;
                }
            }
            return sum == null ? null : owner.own(now.release(sum));
        } finally {
            now.close();
        }
    }

    /**
     * @param last the last direction's image; null if there was none
     */
    private Image<X> image(Scope owner, X residual, X last) {
        try (Scope local = new Scope()) {
            Z onSupport = local.own(layer.restrict(local.own(layer.analysed(residual)), z));
            X signal = owner.own(layer.lastingSignal(onSupport));
            double[] norms = norms(onSupport, signal, last);
            return new Image<>(norms[0], signal, norms[1], norms[2]);
        }
    }

    /**
     * Those that will be needed. The norm of the next direction's image takes another wait, unless it follows from a product
     * that the host reads together with the norms.
     */
    private double[] norms(Z onSupport, X signal, X last) {
        if (last != null && layer.worksAhead()) return layer.norms(onSupport, signal, last);
        if (last != null) return new double[] {layer.squaredNorm(onSupport), Double.NaN, Double.NaN};
        double[] squares = layer.squaredNorms(onSupport, signal);
        return new double[] {squares[0], squares[1], Double.NaN};
    }
}
