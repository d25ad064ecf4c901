package sc.fiji.invertibility.sparse;

import sc.fiji.invertibility.compute.CodeDifference;
import sc.fiji.invertibility.compute.IterateDifference;
import sc.fiji.invertibility.compute.Scope;

/**
 * What Algorithm 1 needs from a layer and its input x, wherever signals and codes are stored: on a device as a whole,
 * or on the heap in tiles. Handles that a method returns belong to the caller.
 *
 * @param <X> a signal of x's size
 * @param <G> a gradient W(x − x̂), which may be evaluated lazily
 * @param <Z> a model-k-sparse code
 */
public interface CodingLayer<X extends AutoCloseable, G extends AutoCloseable, Z extends AutoCloseable>
        extends SignalSpace<X> {

    /**
     * W(x − x̂), line 6 and the product of line 4.
     *
     * @param xHat the reconstruction x̂ so far, or null for zero; must stay open as long as the gradient does
     * @return the gradient
     */
    G gradient(X xHat);

    /**
     * Wu of any signal.
     *
     * @param u a signal, which must stay open as long as the result does
     * @return the activations
     */
    G analysed(X u);

    /**
     * z + g_Γ: changes a code on its support Γ only.
     *
     * @param z the code
     * @param g activations
     * @return the changed code, on the same support
     */
    Z corrected(Z z, G g);

    /**
     * {@return whether 𝕄 returns the code of the model that is nearest to its argument} It does not where a winner is put
     * at its block's top-left: then a short step along the gradient may enlarge the error.
     */
    boolean projects();

    /** {@return whether the activations are rectified, so that the codes of the model have no negative values} */
    boolean rectified();

    /**
     * 𝕄(z + μg, k), lines 4 and 5.
     *
     * @param z the code so far, or null for zero
     * @param mu the step μ
     * @param g the gradient
     * @return the next code
     */
    Z threshold(Z z, double mu, G g);

    /**
     * 𝕄(z + W(x − x̂), k): a step of length 1, after which the gradient is not needed.
     *
     * @param z the code so far, or null for zero
     * @param xHat its signal, or null for zero
     * @return the next code
     */
    default Z unitStep(Z z, X xHat) {
        try (Scope local = new Scope()) {
            return threshold(z, 1, local.own(gradient(xHat)));
        }
    }

    /**
     * μ = ‖g_Γ‖²/‖Wᵀg_Γ‖², which minimises the error along g_Γ, the gradient on the support Γ of a code.
     *
     * @param z the code
     * @param g the gradient
     * @return μ, or 1 where Wᵀg_Γ is zero
     */
    default double exactLength(Z z, G g) {
        try (Scope local = new Scope()) {
            Z onSupport = local.own(restrict(g, z));
            X image = local.own(synthesise(onSupport));
            double[] squares = squaredNorms(onSupport, image);
            return squares[1] == 0 ? 1 : squares[0] / squares[1];
        }
    }

    /**
     * 𝕄(z + μᵢg, k) for one step length after another, of which the first is {@link #exactLength}. A layer may compute
     * several at a time, and need not know the lengths for that.
     *
     * @param z the code so far
     * @param xHat its signal
     * @param shrinkage μᵢ/μᵢ₊₁, above 1
     * @param g the gradient, which must stay open until the result is closed, as must z and its signal; the result may
     *     close it earlier
     * @param more whether the gradient of the code that is reached will probably be wanted
     * @return the codes, which the caller closes
     */
    default ShrinkingSteps<X, Z> steps(Z z, X xHat, double shrinkage, G g, boolean more) {
        double exact = exactLength(z, g);
        return new ShrinkingSteps<>(this, z, xHat, () -> exact, shrinkage) {
            @Override
            protected Z step(int shortened) {
                return threshold(z, length(shortened), g);
            }

            @Override
            public void close() {}
        };
    }

    /**
     * A code times a positive factor. All steps from zero are multiples of each other: 𝕄(μg, k) = μ𝕄(g, k).
     *
     * @param z the code
     * @param factor the factor
     * @return factor·z
     */
    Z scaled(Z z, double factor);

    /**
     * Wᵀ(factor·z), which is known from Wᵀz.
     *
     * @param scaled what {@link #scaled} returned, which must stay open as long as the signal does
     * @param factor the factor
     * @param xHat Wᵀz
     * @return factor·x̂
     */
    default X signalOf(Z scaled, double factor, X xHat) {
        return combined(factor, xHat, 0, xHat);
    }

    /**
     * g_Γ: the gradient on the support of a code.
     *
     * @param g the gradient
     * @param z the code whose support is Γ
     * @return a code
     */
    Z restrict(G g, Z z);

    /**
     * Wᵀz.
     *
     * @param z the code, which must stay open as long as its signal does
     * @return the signal
     */
    X synthesise(Z z);

    /**
     * Wᵀz of a code that may be closed before its signal is.
     *
     * @param z the code
     * @return the signal
     */
    default X lastingSignal(Z z) {
        try (Scope local = new Scope()) {
            X signal = local.own(synthesise(z));
            return combined(1, signal, 0, signal);
        }
    }

    /**
     * The squared norm of a code.
     *
     * @param z the code
     * @return ‖z‖²
     */
    double squaredNorm(Z z);

    /**
     * Compares two codes.
     *
     * @param a a code
     * @param b a code
     * @return how they differ
     */
    CodeDifference compare(Z a, Z b);

    /**
     * The squared norms of a code and of a signal. A layer that has to wait for norms waits once for both.
     *
     * @param z the code
     * @param x the signal
     * @return ‖z‖² and ‖x‖²
     */
    default double[] squaredNorms(Z z, X x) {
        return new double[] {squaredNorm(z), dot(x, x)};
    }

    /**
     * Norms of a code and of a signal, and the signal's product with another one. A layer that has to wait for them waits
     * once for all.
     *
     * @param z the code
     * @param x the signal
     * @param y another signal
     * @return ‖z‖², ‖x‖² and ⟨x, y⟩
     */
    default double[] norms(Z z, X x, X y) {
        return new double[] {squaredNorm(z), dot(x, x), dot(x, y)};
    }

    /**
     * Compares the code and its signal after a step with those before it. A layer that has to wait for results waits
     * only once.
     *
     * @param a the code after the step
     * @param b the code before it
     * @param x the signal of a
     * @param y the signal of b
     * @return how a and x differ from b and y
     */
    default IterateDifference change(Z a, Z b, X x, X y) {
        return new IterateDifference(compare(a, b), squaredDistance(x, y), dot(x, x));
    }
}
