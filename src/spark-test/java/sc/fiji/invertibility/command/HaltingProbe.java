package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.util.concurrent.TimeUnit;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.invertibility.compute.Monitor;

/** A command for tests that takes a while, and that takes its process down with images of a certain width. */
@Plugin(
        type = Command.class,
        headless = true,
        menu = {@Menu(label = "Plugins"), @Menu(label = "CNN Invertibility"), @Menu(label = "Probe Of Halts...")},
        description = "Halts.")
public class HaltingProbe extends InvertibilityCommand {

    @Parameter(persist = false)
    private ImagePlus image;

    @Parameter(persist = false, required = false)
    private int halting = 0;

    @Parameter(persist = false, required = false)
    private int milliseconds = 0;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus copy;

    @Parameter(type = ItemIO.OUTPUT)
    private ResultsTable sizes;

    /** Creates the command, whose parameters SciJava fills. */
    public HaltingProbe() {}

    @Override
    protected void compute(Monitor monitor) {
        if (image.getWidth() == halting) Runtime.getRuntime().halt(42);
        try {
            TimeUnit.MILLISECONDS.sleep(milliseconds);
        } catch (InterruptedException stopped) {
            throw new java.util.concurrent.CancellationException();
        }
        ResultsTable table = new ResultsTable();
        table.incrementCounter();
        table.addValue("width", image.getWidth());
        sizes = table;
        copy = image.duplicate();
    }
}
