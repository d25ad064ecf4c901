package sc.fiji.invertibility.compute;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

/**
 * Owns handles and closes them in reverse order, even if an exception is thrown:
 *
 * <pre>
 * try (Scope scope = new Scope()) {
 *     FeatureMap h = engine.convolve(scope, x, w, NONE);
 *     …
 * }
 * </pre>
 *
 * Handles that must outlive a scope are allocated from an outer one. Not thread-safe.
 */
public final class Scope implements AutoCloseable {

    private final Deque<AutoCloseable> owned = new ArrayDeque<>();

    /** Creates a scope that owns nothing. */
    public Scope() {}

    /**
     * Makes this scope the owner of a handle.
     *
     * @param <T> the handle's type
     * @param handle what to close with this scope; closing it earlier must be harmless
     * @return the handle
     */
    public <T extends AutoCloseable> T own(T handle) {
        owned.push(handle);
        return handle;
    }

    /**
     * Gives a handle up, which is then up to the caller to close.
     *
     * @param <T> the handle's type
     * @param handle what this scope owns
     * @return the handle
     */
    public <T extends AutoCloseable> T release(T handle) {
        owned.removeIf(one -> one == handle);
        return handle;
    }

    /**
     * Makes something whose handles outlive this call; none of them is left if that fails.
     *
     * @param <T> what is made
     * @param operations make it, with handles that a new scope owns; closing them is then up to the caller
     * @return what was made
     */
    public static <T> T handedOver(Function<Scope, T> operations) {
        Scope owner = new Scope();
        try {
            return operations.apply(owner);
        } catch (RuntimeException | Error e) {
            owner.close();
            throw e;
        }
    }

    /** Closes all handles, the youngest first; after that, the first failure is thrown. */
    @Override
    public void close() {
        RuntimeException first = null;
        while (!owned.isEmpty()) {
            try {
                owned.pop().close();
            } catch (Exception e) {
                if (first == null) first = e instanceof RuntimeException r ? r : new IllegalStateException(e);
                else first.addSuppressed(e);
            }
        }
        if (first != null) throw first;
    }
}
