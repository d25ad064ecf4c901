package sc.fiji.invertibility.image;

import ij.ImagePlus;
import java.util.ArrayList;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.img.Img;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.loops.LoopBuilder;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.invertibility.network.ImageNetResize;

/**
 * An ImageJ image as networks expect photos: values from 0 to 255, and three channels. A grey image is repeated in all
 * three. 8-bit and RGB values are used as they are.
 */
public final class NetworkInput {

    /** Which values become 0 and 255 in an image with more than 8 bits. */
    public enum Scaling {
        /** The display range of each channel: what the user sees. */
        DISPLAY_RANGE,
        /** The range of the type; for a 32-bit image, its smallest and largest value. */
        TYPE_RANGE
    }

    /** Filters for more channels than that are seldom for images, but for activations of a layer below. */
    private static final int MOST_COLOURS = 4;

    private final InputImage input;
    private final Scaling scaling;
    private final int channels;

    private NetworkInput(InputImage input, Scaling scaling, int channels) {
        this.input = input;
        this.scaling = scaling;
        this.channels = channels;
    }

    /**
     * Prepares an image for a network.
     *
     * @param input the image
     * @param scaling which values become 0 and 255
     * @param channels the channels that the network needs
     * @return the prepared image
     * @throws IllegalArgumentException if the image has neither one channel nor the network's number
     */
    public static NetworkInput of(InputImage input, Scaling scaling, int channels) {
        if (input.channels() != channels && input.channels() != 1)
            throw new IllegalArgumentException("image: the filters take "
                    + (channels == 1 ? "a grey image" : "an image of " + channels + " channels, or a grey one")
                    + ", but '" + input.image().getTitle() + "' has " + input.channels()
                    + (channels > MOST_COLOURS ? "; for a layer inside a network, choose the network, too" : ""));
        return new NetworkInput(input, scaling, channels);
    }

    /** {@return whether the grey image is repeated in all of the network's channels} */
    public boolean repeated() {
        return input.channels() != channels;
    }

    /** {@return the image} */
    public InputImage input() {
        return input;
    }

    /**
     * Returns one plane.
     *
     * @param z its position, from 1
     * @param t its time point, from 1
     * @return values of about 0 to 255 with the axes (x, y, channel), as a view of the image
     */
    public RandomAccessibleInterval<FloatType> plane(int z, int t) {
        List<RandomAccessibleInterval<FloatType>> result = new ArrayList<>();
        List<RandomAccessibleInterval<DoubleType>> samples = input.samples(z, t);
        for (int c = 0; c < channels; c++) {
            int source = repeated() ? 0 : c;
            ValueRange range = range(source);
            result.add(Converters.convert(
                    samples.get(source),
                    (in, out) -> out.set((float) (255 * range.scaled(in.get()))),
                    new FloatType()));
        }
        return Views.stack(result);
    }

    /**
     * Undoes {@link #plane}: for a grey image that was repeated, takes the mean of the channels.
     *
     * @param plane values of about 0 to 255 with the axes (x, y, channel), of any size
     * @return values in the image's unit, with as many channels as the image has
     */
    public Img<FloatType> restored(RandomAccessibleInterval<FloatType> plane) {
        int own = input.channels(), shared = channels / own;
        long[] size = {plane.dimension(0), plane.dimension(1), own};
        Img<FloatType> result = new PlanarImgFactory<>(new FloatType()).create(size);
        for (int c = 0; c < channels; c++)
            LoopBuilder.setImages(Views.hyperSlice(plane, 2, c), Views.hyperSlice(result, 2, c / shared))
                    .forEachPixel((v, sum) -> sum.set(sum.get() + v.get() / shared));
        for (int c = 0; c < own; c++) {
            ValueRange range = range(c);
            for (FloatType value : Views.hyperSlice(result, 2, c))
                value.set((float) range.restored(value.get() / 255.0));
        }
        return result;
    }

    /**
     * Undoes {@link #plane}, and makes an image of it that is like the one that was given.
     *
     * @param plane values of about 0 to 255 with the axes (x, y, channel)
     * @param resize how the image was resized before
     * @param title the title of the result
     * @return an image of one plane, of the input's type, rounded and clamped, with its calibration and colours
     * @throws IllegalArgumentException if the input has several z or t
     */
    public ImagePlus restored(RandomAccessibleInterval<FloatType> plane, ImageNetResize resize, String title) {
        if (input.planes() != 1)
            throw new IllegalArgumentException("expected an image of one plane, but got " + input.planes());
        ReconstructionStack stack = new ReconstructionStack(ResizedInput.of(input, resize), false);
        stack.put(1, 1, restored(plane));
        return stack.image(title);
    }

    private ValueRange range(int channel) {
        boolean eightBit = input.type() == SampleType.GRAY8 || input.type() == SampleType.RGB;
        if (eightBit || scaling == Scaling.TYPE_RANGE) return input.range();
        ImagePlus image = input.image();
        if (!image.isComposite()) return ValueRange.between(image.getDisplayRangeMin(), image.getDisplayRangeMax());
        var lut = image.getLuts()[channel];
        return ValueRange.between(lut.min, lut.max);
    }
}
