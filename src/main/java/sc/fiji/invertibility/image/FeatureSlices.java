package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.FloatProcessor;
import ij.process.LUT;
import java.awt.Color;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Collects activations, one 32-bit slice per filter. For an image with several z or t, the filters are the channels of
 * a hyperstack.
 */
final class FeatureSlices {

    private final InputImage input;
    private final String layer;
    private final FeatureGrid grid;
    private final FloatProcessor[] slices;
    private final int filters;

    FeatureSlices(InputImage input, String layer, int filters, FeatureGrid grid) {
        this.input = input;
        this.layer = layer;
        this.filters = filters;
        this.grid = grid;
        this.slices = new FloatProcessor[Math.multiplyExact(filters, input.planes())];
    }

    void put(int z, int t, int filter, RandomAccessibleInterval<FloatType> map) {
        float[] values = FloatPixels.of(map);
        slices[((t - 1) * input.slices() + z - 1) * filters + filter] =
                new FloatProcessor((int) map.dimension(0), (int) map.dimension(1), values);
    }

    ImagePlus image(String title) {
        ImageStack stack = new ImageStack(slices[0].getWidth(), slices[0].getHeight());
        for (int i = 0; i < slices.length; i++) stack.addSlice(layer + " filter " + (i % filters + 1), slices[i]);
        ImagePlus result = InputAppearance.labelled(title, stack);
        if (input.planes() == 1) result.setDimensions(1, filters, 1);
        else result.setDimensions(filters, input.slices(), input.frames());
        result.setOpenAsHyperStack(input.planes() > 1);
        Calibration calibration = InputAppearance.spatialCalibration(input);
        grid.applyTo(calibration);
        result.setCalibration(calibration);
        result.setLut(LUT.createLutFromColor(Color.white));
        DisplayQuantiles shown = DisplayQuantiles.of(slices);
        result.setDisplayRange(shown.low(), shown.high());
        return InputAppearance.opened(result, input);
    }
}
