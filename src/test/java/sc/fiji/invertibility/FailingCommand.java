package sc.fiji.invertibility;

import ij.ImagePlus;
import java.io.IOException;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.invertibility.command.InvertibilityCommand;
import sc.fiji.invertibility.compute.Monitor;

/** Ends as it is told, after it has set its output. */
@Plugin(
        type = Command.class,
        headless = true,
        menu = {@Menu(label = "Plugins"), @Menu(label = "Tests"), @Menu(label = "Fail As Told...")})
public class FailingCommand extends InvertibilityCommand {

    /** What the next run throws; null lets it succeed. */
    public static Throwable how;

    /** What happens meanwhile. */
    public static Runnable meanwhile = () -> {};

    @Parameter(persist = false, required = false)
    private ImagePlus image;

    @Parameter(persist = false, min = "1", max = "5")
    private int unused = 3;

    @Parameter(type = ItemIO.OUTPUT)
    private String done;

    /** Creates the command, whose parameters SciJava fills. */
    public FailingCommand() {}

    @Override
    protected void compute(Monitor monitor) throws IOException {
        meanwhile.run();
        if (how instanceof IOException e) throw e;
        if (how instanceof RuntimeException e) throw e;
        if (how instanceof Error e) throw e;
        done = "done";
    }
}
