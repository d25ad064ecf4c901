package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.WindowManager;
import ij.measure.ResultsTable;
import java.io.File;
import java.io.IOException;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.image.InputImage;
import sc.fiji.invertibility.image.MapStack;
import sc.fiji.invertibility.image.MeasurementPlot;
import sc.fiji.invertibility.image.RecoveryTable;
import sc.fiji.invertibility.sparse.Fista;
import sc.fiji.invertibility.sparse.Penalty;
import sc.fiji.invertibility.sparse.RecoveredCode;
import sc.fiji.invertibility.sparse.SparseCodeRecovery;
import sc.fiji.invertibility.sparse.SparseFit;

/** Recovers a model-sparse code of a layer's input by Algorithm 2. */
@Plugin(
        type = Command.class,
        headless = true,
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "CNN Invertibility"),
            @Menu(label = "Recover Sparse Code...", weight = 22)
        },
        description = "Finds a model-sparse code z with W'z near the input x of a layer: l1 minimisation, max pooling,"
                + " and l1 minimisation on the support (Algorithm 2).")
public class RecoverSparseCode extends InvertibilityCommand {

    @Parameter(
            persist = false,
            required = false,
            label = "Image",
            description = "The image, of a stack the first plane, within the rectangle of the selection.")
    private ImagePlus image = WindowManager.getTempCurrentImage();

    @Parameter(
            persist = false,
            label = "Network",
            choices = {"Single layer", "VGG-16", "VGG-19", "AlexNet"},
            description = "The network that makes x of the image. Single layer: x is the image.")
    private String network = "VGG-16";

    @Parameter(
            persist = false,
            label = "Filters",
            choices = {"Gaussian random", "Imported", "Wavelet", "Local Fourier", "Gabor"},
            description = "Random filters for every layer, or those of a weights file; W is brought to unit norm. "
                    + FilterFamily.ABOUT)
    private String filters = "Gaussian random";

    @Parameter(
            required = false,
            label = "Weights file",
            description = "For imported filters: the file that holds them.")
    private File weights;

    @Parameter(
            persist = false,
            required = false,
            label = "Layer",
            description = "The layer whose filters are W; its input at unit norm is x. Empty: conv1_2 (AlexNet:"
                    + " conv2); for a single layer the first.")
    private String layer = "";

    @Parameter(
            persist = false,
            label = "Preprocessing",
            choices = {"Auto", "BGR minus mean", "RGB minus mean", "RGB standardised", "RGB 0-1", "None"},
            description = Tip.PREPROCESSING)
    private String preprocessing = "Auto";

    @Parameter(
            persist = false,
            label = "Resize",
            choices = {"None", "256 and crop 224", "Crop 224"},
            description = Tip.RESIZE)
    private String resize = "None";

    @Parameter(
            persist = false,
            label = "Values of 0 to 255",
            choices = {"Display range", "Type range"},
            description = Tip.RANGE)
    private String range = "Display range";

    @Parameter(persist = false, label = "Number of filters", min = "1", description = FilterFamily.COUNT)
    private int count = 64;

    @Parameter(persist = false, label = "Filter size (pixels)", min = "1", description = FilterFamily.SIZE)
    private int size = 5;

    @Parameter(
            persist = false,
            label = "Lambda (of max |2Wx|)",
            description = "The weight of the l1 norm, above 0, relative to max |2Wx|: from 1 on, z is zero.")
    private double lambda = 0.05;

    @Parameter(persist = false, label = "Pooling block", min = "1", description = "The side of a block of line 2.")
    private int pool = 2;

    @Parameter(persist = false, label = "Iterations", min = "1", description = "At most so many for each of the lines.")
    private int iterations = 300;

    @Parameter(
            persist = false,
            label = "Tolerance",
            description = "Stops when the duality gap is at most this part of the objective; 0 for never.")
    private double tolerance = 1e-4;

    @Parameter(persist = false, label = "Seed", description = "Of random filters.")
    private long seed = 1;

    @Parameter(persist = false, label = "Device", description = Tip.DEVICE)
    private String device = "Auto";

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus objectives;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus reconstruction;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus code;

    @Parameter(type = ItemIO.OUTPUT)
    private ResultsTable recovery;

    /** Creates the command, whose parameters SciJava fills. */
    public RecoverSparseCode() {}

    @Override
    protected void compute(Monitor monitor) throws IOException {
        InputImage input = InputImage.of(image);
        if (!(tolerance >= 0 && tolerance < 1))
            throw new IllegalArgumentException("tolerance: expected a number in [0, 1), but got " + tolerance);
        SparseCodeRecovery algorithm = new SparseCodeRecovery(
                Expected.atLeast("pool", 1, pool),
                Penalty.relative(Expected.aboveZero("lambda", lambda)),
                new Fista(Expected.atLeast("iterations", 1, iterations), tolerance));
        try (Engine engine = open(device)) {
            LayerInput work = work(input);
            try {
                RandomAccessibleInterval<FloatType> x = work.activations(engine, monitor.part(0, 0.1));
                show(input.name(), algorithm.recover(engine, work.bank(), MapStack.unitNorm(x), monitor.part(0.1, 1)));
            } catch (OutOfDeviceMemory e) {
                throw TooLarge.image(work.x(), engine, e);
            }
        }
    }

    private void show(String name, RecoveredCode found) {
        for (SparseFit line : List.of(found.allShifts(), found.onSupport()))
            inform("line " + (line == found.onSupport() ? 3 : 1) + ": " + line.iterations()
                    + " iterations, duality gap " + line.relativeGap() + " of the objective, lambda " + line.lambda());
        code = MapStack.of(found.code(), name + "-code", "filter");
        reconstruction = MapStack.of(found.reconstruction(), name + "-recovered", "channel");
        recovery = RecoveryTable.of(found, "recovery");
        MeasurementPlot plots = new MeasurementPlot();
        plots.iterations("Line 1", "Objective", found.allShifts().objectives());
        if (found.onSupport().iterations() > 0)
            plots.iterations("Line 3", "Objective", found.onSupport().objectives());
        objectives = plots.image(name + "-objective");
    }

    private LayerInput work(InputImage input) throws IOException {
        String name = Choice.NETWORK.of(network), wanted = layer == null ? "" : layer.strip();
        FilterFamily family = FilterFamily.of(filters);
        if (!name.equals(NetworkSource.SINGLE)) {
            family.orGaussian("a network");
            if (wanted.isEmpty()) wanted = name.equals(NetworkSource.ALEXNET) ? "conv2" : "conv1_2";
        }
        return LayerInput.of(
                input, new Preparation(preprocessing, resize, range), name, family, weights, wanted, count, size, seed);
    }
}
