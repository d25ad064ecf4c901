package sc.fiji.invertibility.compute;

import java.util.function.Supplier;

/**
 * A result that a device was asked for and may still be working on, so that it can be asked for more meanwhile. To be
 * closed before its engine.
 *
 * @param <T> the result's type
 */
public interface Pending<T> extends AutoCloseable {

    /**
     * Waits for the result, and not for what the engine was asked for afterwards.
     *
     * @return the result, the same one each time
     * @throws OutOfDeviceMemory if the device had no room to compute or read it
     * @throws DeviceFailure if the device stopped working
     */
    T get();

    /** Gives up what the result takes on its way; nothing may be asked for afterwards. */
    @Override
    void close();

    /**
     * A result that is there.
     *
     * @param <T> its type
     * @param result the result
     * @return the result
     */
    static <T> Pending<T> of(T result) {
        return of(() -> result, () -> {});
    }

    /**
     * A result that is waited for when it is first asked for.
     *
     * @param <T> its type
     * @param result waits for it
     * @param close gives up what it takes on its way
     * @return the result
     */
    static <T> Pending<T> of(Supplier<T> result, Runnable close) {
        return new Pending<>() {
            private T known;

            @Override
            public T get() {
                if (known == null) known = result.get();
                return known;
            }

            @Override
            public void close() {
                close.run();
            }
        };
    }
}
