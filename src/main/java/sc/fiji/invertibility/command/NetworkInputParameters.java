package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.WindowManager;
import java.io.IOException;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.scijava.plugin.Parameter;
import sc.fiji.invertibility.image.ConstantPixels;
import sc.fiji.invertibility.image.InputImage;
import sc.fiji.invertibility.image.MapStack;
import sc.fiji.invertibility.image.PlanePosition;

/** The parameters of all commands that give an image to a network. */
abstract class NetworkInputParameters extends PreprocessingParameters {

    // Initialised with the image that IJ.run(imp, ...) names, see CallingThreadImage. Not required, so that a missing
    // image is reported and ends a macro: SciJava would say nothing in headless mode.
    @Position(before = "network")
    @Parameter(
            persist = false,
            required = false,
            label = "Image",
            description = "The image, of a stack the plane that is shown, within the rectangle of the selection.")
    ImagePlus image = WindowManager.getTempCurrentImage();

    @Position(after = "preprocessing")
    @Parameter(
            persist = false,
            label = "Resize",
            choices = {"None", "256 and crop 224", "Crop 224"},
            description = ToolTips.RESIZE)
    String resize = "None";

    @Parameter(
            persist = false,
            label = "Values of 0 to 255",
            choices = {"Display range", "Type range"},
            description = ToolTips.RANGE)
    String range = "Display range";

    /** What was measured, if it was one plane of a stack. */
    private PlanePosition measured;

    /** The image for a command that measures the plane that is shown; of a stack, the log says which. */
    final InputImage shown(ImagePlus image) {
        InputImage input = input(image);
        measured = input.planes() == 1 ? null : input.shown();
        if (measured != null)
            inform("image: of '" + image.getTitle() + "', what is shown is measured: " + measured.text());
        return input;
    }

    /**
     * Warns of a plane whose pixels are all the same, and refuses one of which the layer with the input x gets nothing.
     */
    final void requireCode(InputImage input, RandomAccessibleInterval<FloatType> x) {
        Optional<String> constant = ConstantPixels.shown(input);
        if (constant.isPresent() && MapStack.norm(x) == 0)
            throw new IllegalArgumentException(
                    constant.get() + ", and 0 as the layer takes them, so that there is no code to recover");
        warnOfConstant(constant);
    }

    /** The plane of a stack that was measured; empty if all of them, or the only one, were. */
    final Optional<PlanePosition> measured() {
        return Optional.ofNullable(measured);
    }

    /** How the image becomes the network's input. */
    final InputParameters preparation() {
        return new InputParameters(preprocessing, resize, range);
    }

    /** The input of the layer that these parameters name or, if they name none, of one among those with filters. */
    final LayerInput layerInput(InputImage input, int which) throws IOException {
        String wanted = NetworkChoice.convolution(network, layer, which);
        NetworkChoice choice = NetworkChoice.of(network, filters, weights, wanted, count, size, 1, seed);
        return LayerInput.of(input, preparation(), choice);
    }

    @Override
    protected boolean needsImage() {
        return true;
    }
}
