package sc.fiji.invertibility.headless;

import sc.fiji.invertibility.image.TimeLimit;

/**
 * How a batch is worked on.
 *
 * @param patience how long an image may take
 * @param threads how many images are computed at the same time, at least 1
 * @param check is called every now and then, and ends the batch by an exception
 */
record BatchSettings(TimeLimit patience, int threads, Runnable check) {

    /** More images at the same time would only take memory. */
    static final int MOST_THREADS = 64;

    BatchSettings {
        if (threads < 1 || threads > MOST_THREADS)
            throw new IllegalArgumentException(
                    "threads: expected a whole number from 1 to " + MOST_THREADS + ", but got " + threads);
    }
}
