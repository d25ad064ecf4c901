package sc.fiji.invertibility.command;

import ij.measure.ResultsTable;
import java.io.File;
import java.io.IOException;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.image.FrameBoundsTable;
import sc.fiji.invertibility.measure.FrameBounds;

/** Measures what a layer could lose even if pooling dropped nothing: the frame bounds of its filters. */
@Plugin(
        type = Command.class,
        headless = true,
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "CNN Invertibility"),
            @Menu(label = "Frame Bounds...", weight = 20.5)
        },
        description =
                "The frame bounds A and B of a layer's filters, A‖x‖² ≤ ‖Wx‖² ≤ B‖x‖², and the error that may remain"
                        + " when an image is reconstructed from all activations.")
public class MeasureFrameBounds extends InvertibilityCommand {

    @Parameter(
            persist = false,
            label = "Filters",
            choices = {"Gaussian random", "Imported", "Wavelet", "Local Fourier", "Gabor"},
            description = "Random filters, or those of a file of weights. " + FilterFamily.ABOUT)
    private String filters = "Gaussian random";

    @Parameter(persist = false, required = false, label = "Weights file", description = ToolTips.WEIGHTS)
    private File weights;

    @Parameter(
            persist = false,
            required = false,
            label = "Layer",
            description = "For imported filters: the name of a layer or of its tensor. Empty: the first one.")
    private String layer = "";

    @Parameter(persist = false, label = "Number of filters", min = "1", description = FilterFamily.COUNT)
    private int count = 64;

    @Parameter(
            persist = false,
            label = "Channels of a filter",
            min = "1",
            description = "Except for imported filters: the channels of the image that they are for; 3 for colour.")
    private int channels = 3;

    @Parameter(persist = false, label = "Filter size (pixels)", min = "1", description = FilterFamily.SIZE)
    private int size = 5;

    @Parameter(persist = false, label = "Stride (pixels)", min = "1", description = ToolTips.STRIDE)
    private int stride = 1;

    @Parameter(persist = false, label = "Seed", description = ToolTips.SEED)
    private long seed = 1;

    @Parameter(type = ItemIO.OUTPUT)
    private ResultsTable frame;

    /** Creates the command; SciJava sets its parameters. */
    public MeasureFrameBounds() {}

    @Override
    protected void compute(Monitor monitor) throws IOException {
        ParameterChecks.atLeast("channels", 1, channels);
        FilterBank bank = FilterSource.of(FilterFamily.of(filters), weights, layer, count, size, stride, seed)
                .bank(channels);
        FrameBoundsTable table = new FrameBoundsTable("frame");
        table.put(bank, FrameBounds.of(bank, monitor));
        frame = table.table();
    }
}
