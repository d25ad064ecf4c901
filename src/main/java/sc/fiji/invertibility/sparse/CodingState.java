package sc.fiji.invertibility.sparse;

import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.SignalChange;

/**
 * A code that an iteration has reached, with its signal.
 *
 * @param z the code; null for zero
 * @param xHat Wᵀz; null for zero
 * @param mu the length of the step that led here; NaN if it is not yet known
 * @param squaredError ‖x − x̂‖²; NaN if it is not known
 * @param move ‖x̂ − y‖² and ‖x̂‖², where y was the signal before; null if that was not measured
 * @param owner owns z and x̂
 */
record CodingState<X, Z>(Z z, X xHat, double mu, double squaredError, double[] move, Scope owner)
        implements AutoCloseable {

    /** The start of Algorithm 1. */
    static <X, Z> CodingState<X, Z> zero() {
        return new CodingState<>(null, null, 0, Double.NaN, null, new Scope());
    }

    /** Takes over a code, and synthesises it. */
    static <X extends AutoCloseable, Z extends AutoCloseable> CodingState<X, Z> of(
            CodingLayer<X, ?, Z> layer, double mu, Supplier<Z> code) {
        return of(mu, code, layer::synthesise);
    }

    /** Takes the next of some steps, whose length need not be known. */
    static <X extends AutoCloseable, Z extends AutoCloseable> CodingState<X, Z> of(ShrinkingSteps<X, Z> steps) {
        return of(Double.NaN, steps::next, steps::signal);
    }

    /** A step from zero, times μ. */
    static <X extends AutoCloseable, Z extends AutoCloseable> CodingState<X, Z> multiple(
            CodingLayer<X, ?, Z> layer, double mu, CodingState<X, Z> unit) {
        return of(mu, () -> layer.scaled(unit.z(), mu), z -> layer.signalOf(z, mu, unit.xHat()));
    }

    private static <X extends AutoCloseable, Z extends AutoCloseable> CodingState<X, Z> of(
            double mu, Supplier<Z> code, Function<Z, X> signal) {
        return Scope.handedOver(owner -> {
            Z next = owner.own(code.get());
            return new CodingState<>(next, owner.own(signal.apply(next)), mu, Double.NaN, null, owner);
        });
    }

    /** The same state, which takes the place of this, with the length of the step; else this is closed. */
    CodingState<X, Z> by(DoubleSupplier length) {
        try {
            return new CodingState<>(z, xHat, length.getAsDouble(), squaredError, move, owner);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The same state, which takes the place of this, with what was measured of the step. */
    CodingState<X, Z> moved(double squaredDistance, double squaredNorm) {
        return new CodingState<>(z, xHat, mu, squaredError, new double[] {squaredDistance, squaredNorm}, owner);
    }

    /** The same state, which takes the place of this, with its error. */
    CodingState<X, Z> withError(double squaredError) {
        return new CodingState<>(z, xHat, mu, squaredError, move, owner);
    }

    /** The same state, which takes the place of this, with what was measured of its signal. */
    CodingState<X, Z> measured(SignalChange change) {
        CodingState<X, Z> known = withError(change.squaredError());
        return Double.isNaN(change.squaredDistance())
                ? known
                : known.moved(change.squaredDistance(), change.squaredNorm());
    }

    @Override
    public void close() {
        owner.close();
    }
}
