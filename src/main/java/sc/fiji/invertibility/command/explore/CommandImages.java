package sc.fiji.invertibility.command.explore;

import ij.ImagePlus;
import ij.plugin.frame.Recorder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import sc.fiji.invertibility.command.ImageJOutputs;

/**
 * Makes the images with the command that the macro line names, so that both give the same images, windows and table.
 */
final class CommandImages implements ImageMaker {

    private final CommandService commands;
    private final ImagePlus image;

    CommandImages(CommandService commands, ImagePlus image) {
        this.commands = commands;
        this.image = image;
    }

    @Override
    public void make(Settings settings, Consumer<String> said) {
        Thread thread = new Thread(() -> said.accept(made(settings)), "Explore Invertibility: images");
        thread.setDaemon(true);
        thread.start();
    }

    private String made(Settings settings) {
        String name = MacroLine.command(settings);
        CommandInfo command = commands.getCommands().stream()
                .filter(info -> info.getMenuPath().getLeaf() != null)
                .filter(info -> info.getMenuPath().getLeaf().getName().equals(name))
                .findFirst()
                .orElse(null);
        if (command == null) return "There is no command " + name;
        Map<String, Object> inputs = new HashMap<>(settings.parameters());
        inputs.put("image", image);
        try {
            CommandModule module = commands.run(command, false, inputs).get();
            if (module.isCanceled()) return module.getCancelReason() == null ? "Stopped" : module.getCancelReason();
            ImageJOutputs windows = new ImageJOutputs();
            commands.context().inject(windows);
            // Before the windows, whose activation ImageJ records: a macro can select what it has made.
            if (Recorder.record) Recorder.recordString(MacroLine.of(settings) + "\n");
            windows.process(module);
            return "Done: see the new windows of " + image.getTitle();
        } catch (ExecutionException e) {
            return String.valueOf(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "Stopped";
        }
    }
}
