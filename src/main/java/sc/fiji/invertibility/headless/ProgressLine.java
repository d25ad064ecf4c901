package sc.fiji.invertibility.headless;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.scijava.app.event.StatusEvent;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.event.EventSubscriber;

/**
 * Shows what SciJava's status bar would show on one line of a terminal, updates it in place, and erases it at the end.
 */
final class ProgressLine implements AutoCloseable {

    private static final int WIDTH = 78;

    private final EventService events;
    private final PrintStream terminal;
    private final List<EventSubscriber<?>> subscribers;
    private boolean shown;
    private boolean closed;

    private ProgressLine(EventService events, PrintStream terminal) {
        this.events = events;
        this.terminal = terminal;
        this.subscribers = events.subscribe(this);
    }

    static ProgressLine on(EventService events, PrintStream terminal) {
        return new ProgressLine(events, terminal);
    }

    @EventHandler
    private synchronized void onEvent(StatusEvent event) {
        if (closed || event.getProgressMaximum() <= 0 || event.getStatusMessage() == null) return;
        long percent = 100L * event.getProgressValue() / event.getProgressMaximum();
        String line = String.format(
                Locale.ROOT, "%3d %% %s", percent, event.getStatusMessage().replaceAll("\\R", " "));
        show(line.substring(0, Math.min(WIDTH, line.length())));
        shown = true;
    }

    @Override
    public synchronized void close() {
        events.unsubscribe(subscribers);
        if (shown) show("");
        closed = true;
    }

    /** Empties the line that the terminal's cursor is in. */
    static void clear(PrintStream terminal) {
        show("", terminal);
    }

    private void show(String line) {
        show(line, terminal);
    }

    private static void show(String line, PrintStream terminal) {
        terminal.print("\r" + " ".repeat(WIDTH) + "\r" + line);
        terminal.flush();
    }
}
