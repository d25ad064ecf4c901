package sc.fiji.invertibility.command;

import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.service.Service;
import sc.fiji.invertibility.headless.PlainContext;

/** A plain SciJava context, open while the tests of a class run. */
final class OpenContext implements BeforeAllCallback, AfterAllCallback {

    private Context context;

    @Override
    public void beforeAll(ExtensionContext tests) {
        context = PlainContext.create();
    }

    @Override
    public void afterAll(ExtensionContext tests) {
        context.close();
    }

    <S extends Service> S service(Class<S> type) {
        return context.service(type);
    }

    /** A command that is set up, but not run. */
    CommandModule module(Class<? extends Command> command) throws Exception {
        CommandModule module = new CommandModule(service(CommandService.class).getCommand(command));
        context.inject(module.getDelegateObject());
        return module;
    }

    /** Without SciJava's processors, which would keep the file of weights in the user's preferences. */
    CommandModule run(Class<? extends Command> command, Map<String, Object> inputs) throws Exception {
        return service(CommandService.class).run(command, false, inputs).get();
    }
}
