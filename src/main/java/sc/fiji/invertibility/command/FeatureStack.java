package sc.fiji.invertibility.command;

import ij.ImagePlus;
import java.io.IOException;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.image.ConstantPixels;
import sc.fiji.invertibility.image.ImageFeatures;
import sc.fiji.invertibility.image.InputImage;
import sc.fiji.invertibility.image.NetworkInput;
import sc.fiji.invertibility.image.Provenance;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.ImageNetResize;
import sc.fiji.invertibility.network.Preprocessing;

/**
 * Shows the activations of a layer of a network for an image. The README describes parameters and outputs; the work is
 * done by {@link ImageFeatures}.
 */
@Plugin(
        type = Command.class,
        headless = true,
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "CNN Invertibility"),
            @Menu(label = "Feature Stack...", weight = 7)
        },
        description = "Computes the activations of a network's layer as a stack with one slice for each filter.")
public class FeatureStack extends FeatureParameters {

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus features;

    @Parameter(type = ItemIO.OUTPUT)
    private String enginename;

    @Parameter(type = ItemIO.OUTPUT)
    private String devicename;

    /** Creates the command; SciJava sets its parameters. */
    public FeatureStack() {}

    @Override
    public void checkParameters() {
        choice();
        NetworkSource.requirePreprocessing(preprocessing);
        ImageNetResize.of(resize);
        Choice.SCALING_OF_VALUES.of(range);
        super.checkParameters();
    }

    @Override
    protected void compute(Monitor monitor) throws IOException {
        InputImage input = input(image);
        warnOfConstant(ConstantPixels.everywhere(input));
        ImageNetResize resizing = ImageNetResize.of(resize);
        NetworkInput.Scaling scaling = Choice.SCALING_OF_VALUES.of(range);
        NetworkSource source = choice().source(input.channels());
        source.notes().forEach(this::warn);
        Preprocessing prepared = source.preprocessing(preprocessing);
        ForwardPass pass = prerelu ? source.pass().beforeRectification() : source.pass();
        NetworkInput prepare =
                NetworkInput.of(input, scaling, pass.network().architecture().channels());
        if (prepare.repeated()) inform("the grey image is repeated to the network's channels");
        ImageFeatures work = new ImageFeatures(pass, prepared, resizing, upsample);
        try (Engine engine = open(device)) {
            features = work.of(engine, prepare, provenance(source, prepared, engine.device()), monitor);
            enginename = kind(engine);
            devicename = engine.device().name();
        }
    }

    private Provenance provenance(NetworkSource source, Preprocessing prepared, Device used) {
        Provenance made = made(image)
                .with("network", source.pass().network().architecture().name())
                .with("layer", source.pass().last().name() + (prerelu ? ", before ReLU" : ""))
                .with("filters", filters);
        boolean imported = FilterFamily.of(filters) == FilterFamily.IMPORTED;
        boolean auto = preprocessing.equalsIgnoreCase(NetworkSource.AUTO);
        return (imported ? made.with("weights", weights) : made.with("seed", seed))
                .with("preprocessing", auto ? source.origin() : preprocessing)
                .with("network input", prepared)
                .with("resize", resize)
                .with("range", range)
                .with("upsample", upsample)
                .with("device", used.name() + " (" + used.type() + ")");
    }
}
