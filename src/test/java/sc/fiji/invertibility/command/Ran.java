package sc.fiji.invertibility.command;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.log.LogLevel;
import org.scijava.log.LogService;
import sc.fiji.invertibility.headless.PlainContext;

/** One run of a command in a plain SciJava context, as a script would start it. */
final class Ran {

    private final CommandModule module;
    private final List<String> warnings;

    private Ran(CommandModule module, List<String> warnings) {
        this.module = module;
        this.warnings = warnings;
    }

    static Ran command(Class<? extends Command> command, Object... inputs) {
        List<String> warnings = new CopyOnWriteArrayList<>();
        try (Context context = PlainContext.create()) {
            context.service(LogService.class).addLogListener(message -> {
                if (message.level() == LogLevel.WARN) warnings.add(message.text());
            });
            return new Ran(
                    context.service(CommandService.class)
                            .run(command, false, inputs)
                            .get(),
                    List.copyOf(warnings));
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The sentence that the command was refused with; null if it was not. */
    String refusal() {
        return module.isCanceled() ? module.getCancelReason() : null;
    }

    /** What the user was warned of. */
    List<String> warnings() {
        return warnings;
    }

    <T> T output(String name, Class<T> type) {
        return type.cast(module.getOutput(name));
    }
}
