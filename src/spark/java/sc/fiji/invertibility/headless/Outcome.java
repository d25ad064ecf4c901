package sc.fiji.invertibility.headless;

import java.io.Serializable;

/**
 * How an image went on a worker.
 *
 * @param item the image
 * @param status as in {@link BatchRecord.Entry}
 * @param exit as in {@link BatchRecord.Entry}
 * @param milliseconds how long it took
 * @param message one sentence
 * @param executor where it was
 */
record Outcome(ImageItem item, String status, int exit, long milliseconds, String message, String executor)
        implements Serializable {

    static Outcome of(ImageItem item, BatchRecord.Entry entry, String message, String executor) {
        return new Outcome(item, entry.status(), entry.exit(), entry.milliseconds(), message, executor);
    }

    BatchRecord.Entry entry() {
        return new BatchRecord.Entry(status, exit, milliseconds, message);
    }
}
