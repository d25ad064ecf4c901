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
        slices[input.index(z, t) * filters + filter] =
                new FloatProcessor((int) map.dimension(0), (int) map.dimension(1), values);
    }

    ImagePlus image(String title) {
        ImageStack stack = new ImageStack(slices[0].getWidth(), slices[0].getHeight());
        for (int i = 0; i < slices.length; i++) stack.addSlice(layer + " filter " + (i % filters + 1), slices[i]);
        ImagePlus result = InputAppearance.labelled(title, stack, input);
        Calibration calibration = InputAppearance.spatialCalibration(input);
        grid.applyTo(calibration);
        result.setCalibration(calibration);
        result.setLut(LUT.createLutFromColor(Color.white));
        DisplayQuantiles shown = DisplayQuantiles.of(slices);
        result.setDisplayRange(shown.low(), shown.high());
        int z = input.planes() == 1 ? 1 : input.image().getZ(),
                t = input.planes() == 1 ? 1 : input.image().getT();
        int most = mostActive(z, t);
        if (input.planes() == 1) result.setSlice(most);
        else result.setPosition(most, z, t);
        return result;
    }

    /** The filter that is most worth looking at first, from 1: many of the others may be black. */
    private int mostActive(int z, int t) {
        int first = input.index(z, t) * filters, most = 0;
        double largest = -1;
        for (int k = 0; k < filters; k++) {
            double sum = 0;
            for (float value : (float[]) slices[first + k].getPixels()) sum += Math.abs(value);
            if (sum > largest) {
                largest = sum;
                most = k;
            }
        }
        return most + 1;
    }
}
