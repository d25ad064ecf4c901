package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.image.ImageReconstruction;
import sc.fiji.invertibility.image.InputImage;

/**
 * Reconstructs an image from what one convolutional layer keeps of it after max pooling. Parameters and outputs are
 * those of the README; the work is done by {@link LayerPlan}, and by {@link NetworkPlan} for macros that were made when
 * this command also knew networks.
 */
@Plugin(
        type = Command.class,
        headless = true,
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "CNN Invertibility"),
            @Menu(label = "Reconstruct From Layer...", weight = 1)
        },
        description = "Brings an image back from the pooled activations of one convolutional layer, and shows what was"
                + " lost.")
public class ReconstructFromLayer extends LayerReconstructionParameters {

    // The last image ends up on top, and is the one that a macro continues with.
    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus errors;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus switchstack;

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

    /** Creates the command; SciJava sets its parameters. */
    public ReconstructFromLayer() {}

    @Override
    public void checkParameters() {
        plan();
        super.checkParameters();
    }

    /** Macros of earlier versions named all parameters, with or without effect. */
    private void tellOfNetworks() {
        inform("network: Reconstruct From Network... is the command for it");
        List<String> parameters =
                new ArrayList<>(List.of("activation", "pool", "keep", "step", "scaling", "perfilter"));
        parameters.addAll(
                ReconstructFromNetwork.like(this).ineffective().reasons().keySet());
        List<String> idle = TypedParameters.changed(this, parameters);
        if (!idle.isEmpty()) warn(network + " has no use for " + String.join(", ", idle) + ": ignored");
    }

    private ReconstructionPlan plan() {
        return isSingleLayer() ? LayerPlan.of(this) : NetworkPlan.of(ReconstructFromNetwork.like(this), this);
    }

    @Override
    protected void compute(Monitor monitor) throws IOException {
        InputImage input = input(image);
        ReconstructionPlan plan = plan();
        if (!isSingleLayer()) tellOfNetworks();
        try (Engine engine = open(device)) {
            ImageReconstruction results = plan.reconstruct(engine, input, monitor);
            reconstruction = results.reconstruction();
            switches = results.switches().orElse(null);
            switchstack = results.switchstack().orElse(null);
            errors = results.errors();
            results.notes().forEach(this::warn);
            summary = results.summary();
            enginename = kind(engine);
            devicename = engine.device().name();
        }
    }
}
