package sc.fiji.invertibility.compute.opencl.device;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/** OpenCL with some failing calls, until this is closed; the contexts that failed then work again. */
public final class FailingDriver implements AutoCloseable {

    private final AtomicInteger calls = new AtomicInteger();

    private FailingDriver(IntUnaryOperator errors) {
        DriverCall.letFail(() -> errors.applyAsInt(calls.incrementAndGet()));
    }

    /** {@return a driver that works, and counts} */
    public static FailingDriver never() {
        return new FailingDriver(call -> 0);
    }

    /**
     * Lets a single call fail.
     *
     * @param n the call, from 1 on
     * @param error its error
     */
    public static FailingDriver once(int n, int error) {
        return new FailingDriver(call -> call == n ? error : 0);
    }

    /**
     * Lets all calls fail from one on.
     *
     * @param n the first of them, from 1 on
     * @param error their error
     */
    public static FailingDriver from(int n, int error) {
        return new FailingDriver(call -> call >= n ? error : 0);
    }

    /** {@return how many calls there were} */
    public int calls() {
        return calls.get();
    }

    @Override
    public void close() {
        DriverCall.letFail(null);
        FailedContexts.clear();
    }
}
