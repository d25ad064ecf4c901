package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** Maps with the axes (x, y, channel) as 32-bit stacks, one slice per channel. */
public final class MapStack {

    private MapStack() {}

    /**
     * Makes a stack. It opens at the channel of the largest values, as many others may be black, and all slices share
     * one display range, that of most of the values that are not zero: of a sparse code, the few largest would leave
     * the others invisible.
     *
     * @param map the map
     * @param title the image's title
     * @param what what a slice shows, for its label
     * @return the image, not shown
     */
    public static ImagePlus of(RandomAccessibleInterval<FloatType> map, String title, String what) {
        ImageStack stack = new ImageStack((int) map.dimension(0), (int) map.dimension(1));
        FloatProcessor[] slices = new FloatProcessor[(int) map.dimension(2)];
        double strongest = -1;
        int first = 0;
        for (int c = 0; c < map.dimension(2); c++) {
            float[] values = FloatPixels.ofChannel(map, c).clone();
            slices[c] = new FloatProcessor((int) map.dimension(0), (int) map.dimension(1), values);
            stack.addSlice(what + " " + (c + 1), values);
            double sum = 0;
            for (float value : values) sum += Math.abs(value);
            if (sum > strongest) {
                strongest = sum;
                first = c;
            }
        }
        ImagePlus image = new ImagePlus(title, stack);
        image.setSlice(first + 1);
        DisplayQuantiles most = DisplayQuantiles.of(slices);
        image.setDisplayRange(most.low(), most.high());
        return image;
    }

    /**
     * Measures a map.
     *
     * @param map the map
     * @return the square root of the sum of its squares
     */
    public static double norm(RandomAccessibleInterval<FloatType> map) {
        double squares = 0;
        for (float value : FloatPixels.of(Views.zeroMin(map))) squares += (double) value * value;
        return Math.sqrt(squares);
    }

    /**
     * Multiplies a map.
     *
     * @param map the map
     * @param factor by what
     * @return a copy
     */
    public static Img<FloatType> times(RandomAccessibleInterval<FloatType> map, double factor) {
        float[] values = FloatPixels.of(Views.zeroMin(map)).clone();
        for (int i = 0; i < values.length; i++) values[i] *= (float) factor;
        return ArrayImgs.floats(values, map.dimension(0), map.dimension(1), map.dimension(2));
    }
}
