package sc.fiji.invertibility.headless;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.scijava.log.AbstractLogService;
import org.scijava.log.LogLevel;
import org.scijava.log.LogMessage;

/**
 * Keeps log messages instead of printing them: a command logs its reason when it cancels, and the runner, which must
 * report it in exactly one line, decides in the end what is worth showing.
 */
public final class CollectedLog extends AbstractLogService {

    private final List<LogMessage> messages = new CopyOnWriteArrayList<>();

    /** Called by SciJava, which creates its services itself. */
    public CollectedLog() {}

    @Override
    protected void messageLogged(LogMessage message) {
        messages.add(message);
    }

    /** Discards all messages so far. */
    void clear() {
        messages.clear();
    }

    List<LogMessage> messages() {
        return List.copyOf(messages);
    }

    /** The texts of warnings and errors, each once, in order. */
    List<String> warnings() {
        return messages.stream()
                .filter(message -> message.level() <= LogLevel.WARN)
                .map(LogMessage::text)
                .distinct()
                .toList();
    }
}
