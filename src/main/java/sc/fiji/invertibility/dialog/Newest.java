package sc.fiji.invertibility.dialog;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.swing.SwingUtilities;
import javax.swing.Timer;

/**
 * Work for what a dialog shows, done outside Swing's thread. A while after the last change it begins; when it ends, and
 * nothing has changed since, its result is shown.
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

    /** Asks for work, instead of all that was asked for before. Called on Swing's thread. */
    void ask(Supplier<T> wanted) {
        asked.incrementAndGet();
        work = wanted;
        timer.restart();
    }

    /** Forgets what was asked for. */
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
