package sc.fiji.invertibility.command;

import java.util.concurrent.ExecutionException;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import sc.fiji.invertibility.headless.PlainContext;

/** One run of a command in a plain SciJava context, as a script would start it. */
final class Ran {

    private final CommandModule module;

    private Ran(CommandModule module) {
        this.module = module;
    }

    static Ran command(Class<? extends Command> command, Object... inputs) {
        try (Context context = PlainContext.create()) {
            return new Ran(context.service(CommandService.class)
                    .run(command, false, inputs)
                    .get());
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The sentence that the command was refused with; null if it was not. */
    String refusal() {
        return module.isCanceled() ? module.getCancelReason() : null;
    }

    <T> T output(String name, Class<T> type) {
        return type.cast(module.getOutput(name));
    }
}
