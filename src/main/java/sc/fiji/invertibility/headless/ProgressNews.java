package sc.fiji.invertibility.headless;

import java.util.List;
import java.util.function.Consumer;
import org.scijava.app.event.StatusEvent;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.event.EventSubscriber;

/**
 * What a command announces while it runs, such as each epoch of a training: the messages for SciJava's status bar that
 * have no bar of progress. Unlike a {@link ProgressLine}, they are also shown where no terminal is looked at.
 */
final class ProgressNews implements AutoCloseable {

    private final EventService events;
    private final Consumer<String> shown;
    private final List<EventSubscriber<?>> subscribers;

    private ProgressNews(EventService events, Consumer<String> shown) {
        this.events = events;
        this.shown = shown;
        this.subscribers = events.subscribe(this);
    }

    /**
     * Begins to show news.
     *
     * @param events where they are published
     * @param shown receives each, on one line
     */
    static ProgressNews on(EventService events, Consumer<String> shown) {
        return new ProgressNews(events, shown);
    }

    @EventHandler
    private void onEvent(StatusEvent event) {
        String message = event.getStatusMessage();
        if (event.getProgressMaximum() > 0 || message == null || message.isBlank()) return;
        shown.accept(OneLineMessage.of(message));
    }

    @Override
    public void close() {
        events.unsubscribe(subscribers);
    }
}
