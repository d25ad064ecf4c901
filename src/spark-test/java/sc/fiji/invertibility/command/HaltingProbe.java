package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.invertibility.compute.Monitor;

/**
 * A command for tests that takes a while, takes its process down with images of a certain width, and waits at those of
 * another until somebody else is at them, too.
 */
@Plugin(
        type = Command.class,
        headless = true,
        menu = {@Menu(label = "Plugins"), @Menu(label = "CNN Invertibility"), @Menu(label = "Probe Of Halts...")},
        description = "Halts.")
public class HaltingProbe extends InvertibilityCommand {

    private static final int MOST_TENTHS = 600;

    @Parameter(persist = false)
    private ImagePlus image;

    @Parameter(persist = false, required = false)
    private int halting = 0;

    @Parameter(persist = false, required = false)
    private int milliseconds = 0;

    @Parameter(persist = false, required = false)
    private int paired = 0;

    @Parameter(persist = false, required = false, description = "Where attempts at such images are noted.")
    private String diary = "";

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus copy;

    @Parameter(type = ItemIO.OUTPUT)
    private ResultsTable sizes;

    /** Creates the command, whose parameters SciJava fills. */
    public HaltingProbe() {}

    @Override
    protected void compute(Monitor monitor) throws IOException {
        if (image.getWidth() == halting) Runtime.getRuntime().halt(42);
        try {
            TimeUnit.MILLISECONDS.sleep(milliseconds);
            if (image.getWidth() == paired) awaitAnother(Path.of(diary));
        } catch (InterruptedException stopped) {
            throw new java.util.concurrent.CancellationException();
        }
        ResultsTable table = new ResultsTable();
        table.incrementCounter();
        table.addValue("width", image.getWidth());
        sizes = table;
        copy = image.duplicate();
    }

    private static void awaitAnother(Path diary) throws IOException, InterruptedException {
        Files.writeString(diary, "begun\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        for (int tenths = 0; tenths < MOST_TENTHS && Files.readAllLines(diary).size() < 2; tenths++)
            TimeUnit.MILLISECONDS.sleep(100);
    }
}
