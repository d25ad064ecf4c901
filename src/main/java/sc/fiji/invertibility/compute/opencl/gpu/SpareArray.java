package sc.fiji.invertibility.compute.opencl.gpu;

import java.lang.ref.WeakReference;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/**
 * Makes arrays for results ahead: of results of one size that follow one another, from the third on, another thread makes
 * the array while the device still works for the one before. Setting an array to zero, in memory that the heap has not used
 * before, takes longer than its values take from the device. An array that waits may be collected as garbage.
 */
final class SpareArray {

    private static final WeakReference<float[]> NONE = new WeakReference<>(null);

    private final Executor others;
    private final IntFunction<float[]> maker;
    private final AtomicReference<WeakReference<float[]>> spare = new AtomicReference<>(NONE);
    private final AtomicBoolean making = new AtomicBoolean();
    private volatile int last;

    /**
     * @param others runs what makes an array ahead
     * @param maker makes an array of some length
     */
    SpareArray(Executor others, IntFunction<float[]> maker) {
        this.others = others;
        this.maker = maker;
    }

    /** {@return an array that nobody else has} Lets another thread make the next one if the last one was of this size. */
    float[] take(int size) {
        float[] waiting = spare.getAndSet(NONE).get();
        float[] taken = waiting != null && waiting.length == size ? waiting : maker.apply(size);
        if (size == last && !making.getAndSet(true)) others.execute(() -> make(size));
        last = size;
        return taken;
    }

    private void make(int size) {
        try {
            spare.set(new WeakReference<>(maker.apply(size)));
        } catch (OutOfMemoryError e) {
            // It is reported to whoever needs the next array, if there is still no memory then.
        } finally {
            making.set(false);
        }
    }
}
