package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.io.IOException;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.image.ImageReconstruction;
import sc.fiji.invertibility.image.InputImage;

/**
 * Reconstructs an image from the activations of a network's layer. Parameters and outputs are those of the manual; the
 * work is done by {@link NetworkPlan}.
 */
@Plugin(
        type = Command.class,
        headless = true,
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "CNN Invertibility"),
            @Menu(label = "Reconstruct From Network...", weight = 2)
        },
        description = "Brings an image back from a layer of a network, down through all the layers below, and shows"
                + " what was lost in each.")
public class ReconstructFromNetwork extends NetworkReconstructionParameters {

    // The last image ends on top, and is the one that a macro goes on with.
    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus errors;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus switches;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus reconstruction;

    @Parameter(type = ItemIO.OUTPUT)
    private ResultsTable summary;

    @Parameter(type = ItemIO.OUTPUT)
    private String enginename;

    @Parameter(type = ItemIO.OUTPUT)
    private String devicename;

    /** Creates the command, whose parameters SciJava fills. */
    public ReconstructFromNetwork() {}

    /** A command with what these parameters say of a network. */
    static ReconstructFromNetwork like(LayerReconstructionParameters parameters) {
        ReconstructFromNetwork command = new ReconstructFromNetwork();
        Module from = new CommandModule(new CommandInfo(parameters.getClass()), parameters);
        Module to = new CommandModule(new CommandInfo(command.getClass()), command);
        for (ModuleItem<?> input : CommandInputs.of(to.getInfo()))
            if (MacroRecording.isInput(input)) to.setInput(input.getName(), from.getInput(input.getName()));
        return command;
    }

    @Override
    public void checkParameters() {
        NetworkPlan.of(this, this);
        super.checkParameters();
    }

    @Override
    protected void compute(Monitor monitor) throws IOException {
        InputImage input = input(image);
        NetworkPlan plan = NetworkPlan.of(this, this);
        try (Engine engine = open(device)) {
            ImageReconstruction results = plan.reconstruct(engine, input, monitor);
            reconstruction = results.reconstruction();
            switches = results.switches().orElse(null);
            errors = results.errors();
            summary = results.summary();
            enginename = kind(engine);
            devicename = engine.device().name();
        }
    }
}
