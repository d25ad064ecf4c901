package sc.fiji.invertibility.compute.opencl.device;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Copies words in parts: the calling thread copies one after the other, and so does each other thread that wakes up
 * before all are taken. Nobody waits for a thread to wake up, which takes as long as copying some 100 KB.
 */
final class SharedCopy {

    /** Smaller parts would be copied before another thread has woken up. */
    private static final int SMALLEST = 1 << 16;

    /** The driver may be asked for a transfer of each part. */
    private static final int MOST_PARTS = 12;

    private static final int MOST_THREADS = Math.min(8, Runtime.getRuntime().availableProcessors());

    /** A part that another thread has begun takes about as long as looking so often. */
    private static final int LOOKS = 1 << 12;

    /** Copies a part. */
    @FunctionalInterface
    interface Part {
        void copy(int first, int count);
    }

    private final int words;
    private final int share;
    private final int parts;
    private final Part part;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger copied = new AtomicInteger();
    private final AtomicInteger threads = new AtomicInteger(1);
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

    private SharedCopy(int words, int parts, Part part) {
        this.words = words;
        this.share = (words + parts - 1) / parts;
        this.parts = (words + share - 1) / share;
        this.part = part;
    }

    /**
     * Copies all words.
     *
     * @param words how many
     * @param part copies some of them, perhaps in another thread
     */
    static void run(int words, Part part) {
        int parts = Math.min(MOST_PARTS, words / SMALLEST);
        if (parts <= 1 || MOST_THREADS == 1) part.copy(0, words);
        else new SharedCopy(words, parts, part).run();
    }

    private void run() {
        work();
        for (int look = 0; copied.get() < parts; look++) {
            if (look < LOOKS) Thread.onSpinWait();
            else Thread.yield();
        }
        if (failure.get() != null) throw failure.get();
    }

    /** Each thread wakes two others, which takes less time than if one woke all. */
    private void work() {
        for (int i = 0; i < 2 && taken.get() < parts - 1 && threads.getAndIncrement() < MOST_THREADS; i++)
            ForkJoinPool.commonPool().execute(this::work);
        for (int i = taken.getAndIncrement(); i < parts; i = taken.getAndIncrement()) {
            try {
                part.copy(i * share, Math.min(share, words - i * share));
            } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
            } finally {
                copied.incrementAndGet();
            }
        }
    }
}
