package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.ImageStack;
import ij.WindowManager;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.process.FloatProcessor;
import java.io.File;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** A command with every kind of parameter and result: it multiplies the image by a gain, count times. */
@Plugin(
        type = Command.class,
        headless = true,
        menuPath = "Plugins>CNN Invertibility>Probe The Runner...",
        description = "Multiplies an image")
public class ProbeCommand extends ContextCommand {

    @Parameter
    private LogService log;

    @Parameter(persist = false)
    private ImagePlus image = WindowManager.getTempCurrentImage();

    @Parameter(persist = false, required = false, description = "a file that the probe only looks at")
    private File weights;

    @Parameter(
            persist = false,
            choices = {"Gaussian random", "Imported"})
    private String filters = "Gaussian random";

    @Parameter(persist = false, required = false)
    private String layer = "";

    @Parameter(persist = false, min = "1", max = "9", label = "Slices", description = "how many slices to make")
    private int count = 3;

    @Parameter(persist = false, min = "0")
    private double gain = 2.5;

    @Parameter(persist = false)
    private boolean exact;

    @Parameter(type = ItemIO.OUTPUT, description = "the image times gain")
    private ImagePlus product;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus powers;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus never;

    @Parameter(type = ItemIO.OUTPUT)
    private ResultsTable summary;

    @Parameter(type = ItemIO.OUTPUT)
    private String enginename;

    @Parameter(type = ItemIO.OUTPUT)
    private String devicename;

    @Parameter(type = ItemIO.OUTPUT)
    private double mean;

    @Override
    public void run() {
        if (layer.equals("refused")) {
            String reason = "layer: no tensor is called 'refused'";
            log.error(reason);
            cancel(reason);
            return;
        }
        if (layer.equals("broken")) throw new IllegalStateException("the probe broke\nas it was told");
        if (layer.equals("slow") && image.getTitle().startsWith("slow")) sleep();
        if (layer.equals("warned")) log.warn("the probe was told to warn");
        FloatProcessor pixels = image.getProcessor().convertToFloatProcessor();
        ImageStack stack = new ImageStack(image.getWidth(), image.getHeight());
        summary = new ResultsTable();
        for (int i = 1; i <= count; i++) {
            pixels = (FloatProcessor) pixels.duplicate();
            pixels.multiply(gain);
            stack.addSlice("power " + i, pixels);
            summary.addRow();
            summary.addValue("power", i);
            summary.addValue("relative_error", 1.0 / 3 * i);
            summary.addValue("remark", "a, \"b\"");
        }
        product = new ImagePlus(image.getTitle() + "-product", stack.getProcessor(1));
        product.setCalibration(image.getCalibration());
        product.setOverlay(new Overlay(new Roi(1, 1, 2, 2)));
        powers = new ImagePlus(image.getTitle() + "-powers", stack);
        enginename = "Probe";
        devicename = "Test bench";
        mean = product.getProcessor().getStats().mean;
    }

    /** Takes for ever, unless it is interrupted. */
    private void sleep() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException stopped) {
            cancel(null);
        }
    }
}
