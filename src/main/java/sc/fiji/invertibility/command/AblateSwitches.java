package sc.fiji.invertibility.command;

import ij.measure.ResultsTable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.image.ConstantPixels;
import sc.fiji.invertibility.image.InputImage;
import sc.fiji.invertibility.image.TitledTable;
import sc.fiji.invertibility.measure.SwitchAblation;
import sc.fiji.invertibility.sparse.PoolingModel;

/** Measures what of a layer's code carries the image: switches, signs or values. */
@Plugin(
        type = Command.class,
        headless = true,
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "CNN Invertibility"),
            @Menu(label = "Switch Ablation...", weight = 20)
        },
        description = "Reconstructs the input of a layer from its pooled code, and from codes whose switches, signs or"
                + " values are replaced; the errors show how much each part contributes.")
@Redefine(
        parameter = "image",
        description = "Of a stack the plane that is shown, within the rectangle of the selection.")
@Redefine(
        parameter = "layer",
        description = "The layer whose filters are W; x is its input. Empty: conv1_1 (AlexNet: conv1); for a single"
                + " layer the first.")
@Redefine(parameter = "seed", description = "Of random filters, and of random switches, signs and values.")
public class AblateSwitches extends NetworkInputParameters {

    @Position(before = "seed")
    @Parameter(
            persist = false,
            label = "Activation",
            choices = {"None", "ReLU", "CReLU"},
            description = "What is applied before pooling.")
    private String activation = "None";

    @Parameter(
            persist = false,
            label = "Pooling block",
            min = "1",
            description = "Width and height of a block, in activations.")
    private int pool = 2;

    @Parameter(
            persist = false,
            label = "Keep (%)",
            description = "How many percent of the pooled units are kept, the largest first; above 0.")
    private double keep = 100;

    @Parameter(type = ItemIO.OUTPUT)
    private ResultsTable ablation;

    /** Creates the command; SciJava sets its parameters. */
    public AblateSwitches() {
        network = NetworkSource.SINGLE;
    }

    @Override
    protected IneffectiveParameters ineffective() {
        return super.ineffective().except("seed");
    }

    @Override
    public List<String> essentials() {
        return List.of("image", "network", "filters", "weights", "layer", "pool", "keep");
    }

    @Override
    protected void compute(Monitor monitor) throws IOException {
        InputImage input = shown(image);
        if (!(keep > 0 && keep <= 100))
            throw new IllegalArgumentException("keep: expected a percentage above 0, at most 100, but got " + keep);
        PoolingModel model = new PoolingModel(
                ParameterChecks.atLeast("pool", 1, pool), Choice.ACTIVATION.of(activation), Unpooling.SWITCHES, keep);
        LayerInput work = layerInput(input, 0);
        SwitchAblation found;
        try (Engine engine = open(device)) {
            // The image itself as Reconstruct From Layer... takes it, without its mean, which would outweigh the rest.
            boolean meanFree = work.takesTheImage() && isSingleLayer();
            RandomAccessibleInterval<FloatType> x = meanFree
                    ? input.plane(input.shown().z(), input.shown().t()).x()
                    : work.activations(engine, monitor.part(0, 0.5));
            Optional<String> constant = ConstantPixels.shown(input);
            if (meanFree && constant.isPresent())
                throw new IllegalArgumentException(
                        constant.get() + ", and without its mean nothing is left to reconstruct");
            warnOfConstant(constant);
            FilterBank bank = work.bank();
            warnOfUseless(bank, work.name());
            found = SwitchAblation.of(engine, bank, model, x, seed);
        }
        ResultsTable table = new TitledTable("ablation");
        found.errors().forEach((variant, error) -> {
            table.incrementCounter();
            table.addValue("code", variant.title());
            table.addValue("relative_error", error);
            table.addValue("entropy_of_switches_bits", found.entropy());
            table.addValue("units", found.units());
        });
        table.setDecimalPlaces(table.getColumnIndex("relative_error"), 5);
        ablation = table;
    }
}
