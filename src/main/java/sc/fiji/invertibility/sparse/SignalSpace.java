package sc.fiji.invertibility.sparse;

import java.util.List;
import java.util.stream.IntStream;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.SignalChange;

/**
 * Signals of the size of a layer's input x, wherever they are stored. Handles that a method returns belong to the caller.
 *
 * @param <X> a signal
 */
public interface SignalSpace<X extends AutoCloseable> {

    /** {@return whether waiting for a result costs more than computing one that turns out not to be needed} */
    default boolean worksAhead() {
        return false;
    }

    /**
     * x − x̂.
     *
     * @param xHat the reconstruction x̂ so far, or null for zero
     * @return the residual
     */
    X residual(X xHat);

    /**
     * The inner product of x with a signal.
     *
     * @param xHat a signal
     * @return ⟨x, x̂⟩
     */
    double inputDot(X xHat);

    /**
     * What the multiple of a signal that is nearest to x follows from. Whoever has to wait for results waits only
     * once.
     *
     * @param xHat a signal
     * @return ⟨x, x̂⟩ and ‖x̂‖²
     */
    default double[] fit(X xHat) {
        return new double[] {inputDot(xHat), dot(xHat, xHat)};
    }

    /**
     * a·x + b·y.
     *
     * @param a the factor of x
     * @param x a signal
     * @param b the factor of y
     * @param y a signal
     * @return a·x + b·y
     */
    X combined(double a, X x, double b, X y);

    /**
     * a·x + b·y of several pairs.
     *
     * @param owner the owner of the results
     * @param a the factor of each x
     * @param x signals
     * @param b the factor of each y
     * @param y as many signals
     * @return a·xᵢ + b·yᵢ of each pair
     */
    default List<X> combinedAll(Scope owner, double a, List<X> x, double b, List<X> y) {
        return IntStream.range(0, x.size())
                .mapToObj(i -> owner.own(combined(a, x.get(i), b, y.get(i))))
                .toList();
    }

    /**
     * The inner product of two signals.
     *
     * @param a a signal
     * @param b a signal
     * @return ⟨a, b⟩
     */
    double dot(X a, X b);

    /**
     * The squared distance of two signals.
     *
     * @param a a signal
     * @param b a signal
     * @return ‖a − b‖²
     */
    double squaredDistance(X a, X b);

    /**
     * The squared distance of a signal from the previous one, and its squared norm. Who has to wait for
     * results waits only once.
     *
     * @param x a signal
     * @param before the previous signal
     * @return ‖x − before‖² and ‖x‖²
     */
    default double[] move(X x, X before) {
        return new double[] {squaredDistance(x, before), dot(x, x)};
    }

    /**
     * Measures how several signals changed since another one. Who has to wait for results waits only once, and
     * may measure how far the signals are from it and their norms, too.
     *
     * @param signals the signals
     * @param before the other one
     * @param squaredErrorBefore its squared error; NaN if it is not known
     * @return for each signal at least its error and that of the other one
     */
    default List<SignalChange> signalChanges(List<X> signals, X before, double squaredErrorBefore) {
        double known = Double.isNaN(squaredErrorBefore) ? squaredError(before) : squaredErrorBefore;
        return signals.stream()
                .map(signal -> new SignalChange(squaredError(signal), known, Double.NaN, Double.NaN))
                .toList();
    }

    private double squaredError(X xHat) {
        try (Scope local = new Scope()) {
            X residual = local.own(residual(xHat));
            return dot(residual, residual);
        }
    }
}
