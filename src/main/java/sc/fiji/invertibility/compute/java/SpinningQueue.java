package sc.fiji.invertibility.compute.java;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A queue whose takers spin for a moment before they go to sleep: the next operation often follows at once, and being
 * woken up takes longer than waiting for it.
 */
final class SpinningQueue extends LinkedBlockingQueue<Runnable> {

    private static final long serialVersionUID = 1;

    private static final long NANOSECONDS = 200_000;

    @Override
    public Runnable poll(long timeout, TimeUnit unit) throws InterruptedException {
        watch(() -> !isEmpty());
        return super.poll(timeout, unit);
    }

    /** Returns when a condition holds, or after a moment. */
    static void watch(BooleanSupplier something) {
        long begin = System.nanoTime();
        while (!something.getAsBoolean() && System.nanoTime() - begin < NANOSECONDS) Thread.onSpinWait();
    }
}
