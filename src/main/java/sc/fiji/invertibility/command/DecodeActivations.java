package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.io.IOException;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.image.ConstantPixels;
import sc.fiji.invertibility.image.DecodedImage;
import sc.fiji.invertibility.image.InputImage;

/**
 * Decodes a layer's activations with a trained decoding network (section 4.5, figure 4). The manual describes
 * parameters and outputs; the work is done by {@link DecodingPlan}.
 */
@Plugin(
        type = Command.class,
        headless = true,
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "CNN Invertibility"),
            @Menu(label = "Decode Activations...", weight = 3)
        },
        description =
                "Reconstructs an image with a decoding network that was trained for this, from a layer's activations"
                        + " and from estimates in their place.")
public class DecodeActivations extends DecodingParameters {

    // The last image ends on top, and is the one that a macro goes on with.
    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus errors;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus decoded;

    @Parameter(type = ItemIO.OUTPUT)
    private ResultsTable decode;

    @Parameter(type = ItemIO.OUTPUT)
    private String enginename;

    @Parameter(type = ItemIO.OUTPUT)
    private String devicename;

    /** Creates the command, whose parameters SciJava fills. */
    public DecodeActivations() {}

    @Override
    public void checkParameters() {
        super.checkParameters();
        DecodingPlan.of(this);
    }

    @Override
    protected void compute(Monitor monitor) throws IOException {
        InputImage input = input(image);
        warnOfConstant(ConstantPixels.everywhere(input));
        DecodingPlan plan = DecodingPlan.of(this);
        try (Engine engine = open(device)) {
            DecodedImage results = plan.decode(engine, input, monitor);
            decoded = results.decoded();
            errors = results.errors();
            decode = results.table();
            enginename = kind(engine);
            devicename = engine.device().name();
        }
    }
}
