package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.ImageStack;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** Maps with the axes (x, y, channel) as 32-bit stacks, one slice per channel. */
public final class MapStack {

    private MapStack() {}

    /**
     * Makes a stack.
     *
     * @param map the map
     * @param title the image's title
     * @param what what a slice shows, for its label
     * @return the image, not shown
     */
    public static ImagePlus of(RandomAccessibleInterval<FloatType> map, String title, String what) {
        ImageStack stack = new ImageStack((int) map.dimension(0), (int) map.dimension(1));
        for (int c = 0; c < map.dimension(2); c++)
            stack.addSlice(what + " " + (c + 1), FloatPixels.ofChannel(map, c).clone());
        ImagePlus image = new ImagePlus(title, stack);
        image.resetDisplayRange();
        return image;
    }

    /**
     * Scales a map to unit norm.
     *
     * @param map the map
     * @return a copy; zero stays zero
     */
    public static Img<FloatType> unitNorm(RandomAccessibleInterval<FloatType> map) {
        float[] values = FloatPixels.of(Views.zeroMin(map)).clone();
        double squares = 0;
        for (float value : values) squares += (double) value * value;
        float scale = squares == 0 ? 1 : (float) (1 / Math.sqrt(squares));
        for (int i = 0; i < values.length; i++) values[i] *= scale;
        return ArrayImgs.floats(values, map.dimension(0), map.dimension(1), map.dimension(2));
    }
}
