package sc.fiji.invertibility.image;

import java.io.IOException;
import java.util.SplittableRandom;
import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.loops.LoopBuilder;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * Which part of an image is learnt from, and how it is brought to one size and number of channels.
 *
 * @param channels channels of the result; a grey image is repeated in all of them
 * @param shorter to how many pixels the shorter side is resized first (bilinear, averaging); 0 for not at all
 * @param side the square that is cropped, in pixels
 * @param random whether the square lies anywhere, or in the centre
 * @param flips whether every other image, at random, is mirrored left to right
 * @param scaling which values become 0 and 255 in an image of more than 8 bits
 */
public record ExampleCrop(
        int channels, int shorter, int side, boolean random, boolean flips, NetworkInput.Scaling scaling) {

    /**
     * Checks the sizes.
     *
     * @param channels ≥ 1
     * @param shorter 0, or at least the side
     * @param side ≥ 1
     * @param random whether the square lies anywhere
     * @param flips whether images are mirrored
     * @param scaling which values become 0 and 255
     */
    public ExampleCrop {
        if (channels < 1) throw new IllegalArgumentException("an example has at least one channel, not " + channels);
        if (side < 1) throw new IllegalArgumentException("crop must be at least 1 pixel, not " + side);
        if (shorter != 0 && shorter < side)
            throw new IllegalArgumentException(
                    "resize must be 0 or at least the crop of " + side + " pixels, not " + shorter);
    }

    /**
     * The central square, without resizing or flips, of the display range.
     *
     * @param channels channels of the result
     * @param side the square in pixels
     * @return the crop
     */
    public static ExampleCrop central(int channels, int side) {
        return new ExampleCrop(channels, 0, side, false, false, NetworkInput.Scaling.DISPLAY_RANGE);
    }

    /**
     * Makes the square lie anywhere.
     *
     * @param mirrored whether every other image, at random, is mirrored, too
     * @return the changed crop
     */
    public ExampleCrop anywhere(boolean mirrored) {
        return new ExampleCrop(channels, shorter, side, true, mirrored, scaling);
    }

    /**
     * Resizes images first.
     *
     * @param pixels of the shorter side
     * @return the changed crop
     */
    public ExampleCrop resized(int pixels) {
        return new ExampleCrop(channels, pixels, side, random, flips, scaling);
    }

    /**
     * Takes the square out of an image.
     *
     * @param input an image of one plane
     * @param chance decides where the square lies, and whether it is mirrored
     * @return values from 0 to 255 with the axes (x, y, channel)
     * @throws IOException if the image is too small or has other channels, in one sentence
     */
    public Img<FloatType> of(InputImage input, SplittableRandom chance) throws IOException {
        try {
            RandomAccessibleInterval<FloatType> plane =
                    NetworkInput.of(resized(input), scaling, channels).plane(1, 1);
            return crop(plane, chance);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage().replaceFirst("^image: ", ""), e);
        }
    }

    private InputImage resized(InputImage input) {
        int least = Math.min(input.width(), input.height());
        if (shorter == 0 || least == shorter) return input;
        int width = (int) Math.max(shorter, Math.round(input.width() * (double) shorter / least));
        int height = (int) Math.max(shorter, Math.round(input.height() * (double) shorter / least));
        return InputImage.of(input.image().resize(width, height, "bilinear average"));
    }

    private Img<FloatType> crop(RandomAccessibleInterval<FloatType> plane, SplittableRandom chance) throws IOException {
        int right = (int) plane.dimension(0) - side, below = (int) plane.dimension(1) - side;
        if (right < 0 || below < 0)
            throw new IOException("an image of " + plane.dimension(0) + "×" + plane.dimension(1)
                    + " pixels is smaller than the crop of " + side + "×" + side);
        int left = random ? chance.nextInt(right + 1) : right / 2, top = random ? chance.nextInt(below + 1) : below / 2;
        RandomAccessibleInterval<FloatType> part =
                Views.zeroMin(Views.interval(plane, FinalInterval.createMinSize(left, top, 0, side, side, channels)));
        if (flips && chance.nextBoolean()) part = Views.zeroMin(Views.invertAxis(part, 0));
        Img<FloatType> square = new PlanarImgFactory<>(new FloatType()).create(part);
        LoopBuilder.setImages(part, square).forEachPixel((in, out) -> out.set(in));
        return square;
    }
}
