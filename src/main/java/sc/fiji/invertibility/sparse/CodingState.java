package sc.fiji.invertibility.sparse;

import java.util.function.Supplier;
import sc.fiji.invertibility.compute.Scope;

/**
 * A code that an iteration has reached, with its signal.
 *
 * @param z the code; null for zero
 * @param xHat Wᵀz; null for zero
 * @param mu the length of the step that led here
 * @param owner owns both
 */
record CodingState<X, Z>(Z z, X xHat, double mu, Scope owner) implements AutoCloseable {

    /** The start of Algorithm 1. */
    static <X, Z> CodingState<X, Z> zero() {
        return new CodingState<>(null, null, 0, new Scope());
    }

    /** Takes over a code, and synthesises it. */
    static <X extends AutoCloseable, Z extends AutoCloseable> CodingState<X, Z> of(
            CodingLayer<X, ?, Z> layer, double mu, Supplier<Z> code) {
        Scope owner = new Scope();
        try {
            Z next = owner.own(code.get());
            return new CodingState<>(next, owner.own(layer.synthesise(next)), mu, owner);
        } catch (RuntimeException e) {
            owner.close();
            throw e;
        }
    }

    @Override
    public void close() {
        owner.close();
    }
}
