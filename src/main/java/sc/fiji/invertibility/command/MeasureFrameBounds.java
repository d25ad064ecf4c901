package sc.fiji.invertibility.command;

import ij.measure.ResultsTable;
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
            @Menu(label = "Frame Bounds...", weight = 15)
        },
        description =
                "The frame bounds A and B of a layer's filters, A‖x‖² ≤ ‖Wx‖² ≤ B‖x‖², and the error that may remain"
                        + " when an image is reconstructed from all activations.")
public class MeasureFrameBounds extends FilterParameters {

    @Position(after = "count")
    @Parameter(persist = false, label = "Channels of a filter", min = "1", description = ToolTips.CHANNELS)
    private int channels = 3;

    @Position(after = "size")
    @Parameter(persist = false, label = "Stride (pixels)", min = "1", description = ToolTips.STRIDE)
    private int stride = 1;

    @Parameter(type = ItemIO.OUTPUT)
    private ResultsTable frame;

    /** Creates the command; SciJava sets its parameters. */
    public MeasureFrameBounds() {}

    @Override
    protected void compute(Monitor monitor) throws IOException {
        ParameterChecks.atLeast("channels", 1, channels);
        FilterBank bank = FilterSource.of(FilterFamily.of(filters), weights, layer, count, size, stride, seed)
                .bank(channels);
        warnOfUseless(bank, "the layer");
        frame = FrameBoundsTable.of(bank, FrameBounds.of(bank, monitor), "frame");
    }
}
