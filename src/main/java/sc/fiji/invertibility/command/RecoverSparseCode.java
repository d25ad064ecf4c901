package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.plugin.Duplicator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.image.InputImage;
import sc.fiji.invertibility.image.MapStack;
import sc.fiji.invertibility.image.MeasurementPlot;
import sc.fiji.invertibility.image.NetworkInput;
import sc.fiji.invertibility.image.RecoveryTable;
import sc.fiji.invertibility.network.ImageNetResize;
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
            @Menu(label = "Recover Sparse Code...", weight = 18)
        },
        description = "Finds a model-sparse code z with W'z near the input x of a layer: l1 minimisation, max pooling,"
                + " and l1 minimisation on the support (Algorithm 2).")
public class RecoverSparseCode extends RecoveryParameters {

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus objectives;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus code;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus reconstruction;

    @Parameter(type = ItemIO.OUTPUT)
    private ResultsTable recovery;

    /** Creates the command; SciJava sets its parameters. */
    public RecoverSparseCode() {}

    @Override
    protected void compute(Monitor monitor) throws IOException {
        InputImage whole = shown(image), input = plane(whole);
        if (!(tolerance >= 0 && tolerance < 1))
            throw new IllegalArgumentException("tolerance: expected a number in [0, 1), but got " + tolerance);
        SparseCodeRecovery algorithm = new SparseCodeRecovery(
                ParameterChecks.atLeast("pool", 1, pool),
                Penalty.relative(ParameterChecks.aboveZero("lambda", lambda)),
                new Fista(ParameterChecks.atLeast("iterations", 1, iterations), tolerance));
        try (Engine engine = open(device)) {
            LayerInput work = layerInput(input, 1);
            work.source().notes().forEach(this::warn);
            try {
                RandomAccessibleInterval<FloatType> x = work.activations(engine, monitor.part(0, 0.1));
                requireCode(whole, x);
                FilterBank bank = work.bank();
                warnOfUseless(bank, work.name());
                double norm = MapStack.norm(x);
                RecoveredCode found = algorithm.recover(
                        engine, bank, MapStack.times(x, norm == 0 ? 1 : 1 / norm), monitor.part(0.1, 1));
                show(input.name(), found);
                reconstruction = picture(input, work, MapStack.times(found.reconstruction(), norm == 0 ? 1 : norm));
            } catch (OutOfDeviceMemory e) {
                throw OutOfMemoryMessage.image(work.x(), engine, e);
            }
        }
    }

    /** An image of the plane that is shown alone, as its reconstruction will be one. */
    private static InputImage plane(InputImage input) {
        if (input.planes() == 1) return input;
        ImagePlus image = input.image();
        int z = input.shown().z(), t = input.shown().t();
        ImagePlus plane = new Duplicator().run(image, 1, image.getNChannels(), z, z, t, t);
        plane.setTitle(image.getTitle());
        return InputImage.of(plane);
    }

    private void show(String name, RecoveredCode found) {
        for (SparseFit line : List.of(found.allShifts(), found.onSupport()))
            inform(String.format(
                    Locale.ROOT,
                    "line %d: %d iterations, duality gap %.3g of the objective, lambda %.4g",
                    line == found.onSupport() ? 3 : 1,
                    line.iterations(),
                    line.relativeGap(),
                    line.lambda()));
        code = MapStack.of(found.code(), name + "-code", "filter");
        recovery = RecoveryTable.of(found, "recovery");
        MeasurementPlot plots = new MeasurementPlot();
        plots.iterations("Line 1", "Objective", found.allShifts().objectives());
        if (found.onSupport().iterations() > 0)
            plots.iterations("Line 3", "Objective", found.onSupport().objectives());
        objectives = plots.image(name + "-objective");
    }

    /** Of a layer that takes the image, an image like that one; of others, maps in the network's unit. */
    private ImagePlus picture(InputImage input, LayerInput work, Img<FloatType> recovered) {
        String title = input.name() + "-recovered";
        if (!work.takesTheImage()) return MapStack.of(recovered, title, "channel");
        NetworkSource source = work.source();
        return NetworkInput.of(
                        input,
                        Choice.SCALING_OF_VALUES.of(range),
                        source.pass().network().architecture().channels())
                .restored(source.preprocessing(preprocessing).invert(recovered), ImageNetResize.of(resize), title);
    }
}
