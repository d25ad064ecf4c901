package sc.fiji.invertibility.dialog;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.swing.SwingUtilities;
import javax.swing.Timer;

/**
 * Work for a dialog that is done outside Swing's thread. It begins shortly after the last change, and its result is
 * shown unless something has changed in the meantime.
 *
 * @param <T> the result
 */
final class Newest<T> {

    private static final int PAUSE_MILLISECONDS = 250;

    private final AtomicLong asked = new AtomicLong();
    private final Object turn = new Object();
    private final Consumer<T> show;
    private Supplier<T> work;
    private final Timer timer;

    /** Shows results by {@code show}, on Swing's thread. */
    Newest(Consumer<T> show) {
        this.show = show;
        this.timer = new Timer(PAUSE_MILLISECONDS, event -> begin());
        timer.setRepeats(false);
    }

    /** Requests work in place of all earlier requests. Called on Swing's thread. */
    void ask(Supplier<T> wanted) {
        asked.incrementAndGet();
        work = wanted;
        timer.restart();
    }

    /** Withdraws all requests. */
    void stop() {
        asked.incrementAndGet();
        timer.stop();
    }

    private void begin() {
        long number = asked.get();
        Supplier<T> wanted = work;
        Thread worker = new Thread(() -> run(number, wanted), "dialog");
        worker.setDaemon(true);
        worker.start();
    }

    private void run(long number, Supplier<T> wanted) {
        synchronized (turn) {
            if (number != asked.get()) return;
            T result = wanted.get();
            SwingUtilities.invokeLater(() -> {
                if (number == asked.get()) show.accept(result);
            });
        }
    }
}
