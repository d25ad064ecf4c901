package sc.fiji.invertibility.command.explore;

import ij.ImagePlus;
import ij.WindowManager;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.lang.reflect.InvocationTargetException;
import org.scijava.command.Command;
import org.scijava.command.CommandService;
import org.scijava.log.LogService;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.invertibility.command.InvertibilityCommand;
import sc.fiji.invertibility.compute.Engines;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.dialog.ImageChoice;
import sc.fiji.invertibility.image.InputImage;

/** Opens a window in which a layer's settings can be tried out on an image, with immediate results. */
@Plugin(
        type = Command.class,
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "CNN Invertibility"),
            @Menu(label = "Explore Invertibility...", weight = 0)
        },
        description =
                "Shows live what a layer keeps of the image: original, reconstruction and error side by side, with"
                        + " sliders for what is kept, pooling, iterations and layers.")
public class ExploreInvertibility extends InvertibilityCommand {

    @Parameter(
            persist = false,
            required = false,
            label = "Image",
            description = "The image to explore, within the rectangle of the selection.")
    private ImagePlus image = WindowManager.getTempCurrentImage();

    @Parameter
    private CommandService commands;

    @Parameter
    private LogService messages;

    /** Creates the command, whose parameters SciJava fills. */
    public ExploreInvertibility() {}

    @Override
    protected void compute(Monitor monitor) {
        if (GraphicsEnvironment.isHeadless())
            throw new IllegalArgumentException(
                    "Explore Invertibility needs a screen for its window, and there is none here;"
                            + " Reconstruct From Layer makes the same images");
        ImageChoice choice = ImageChoice.around(image);
        if (!choice.remark().isEmpty()) messages.info(choice.remark());
        InputImage input = InputImage.of(choice.preferred());
        try {
            if (EventQueue.isDispatchThread()) open(input);
            else EventQueue.invokeAndWait(() -> open(input));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void open(InputImage input) {
        new ExploreWindow(
                        input,
                        device -> Engines.open(device, messages::warn),
                        new CommandImages(commands, input.image()))
                .open();
    }
}
