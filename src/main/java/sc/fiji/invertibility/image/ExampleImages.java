package sc.fiji.invertibility.image;

import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.invertibility.classify.ImageForm;
import sc.fiji.invertibility.classify.ImageSource;
import sc.fiji.invertibility.compute.Shape;

/**
 * Image files, brought to a classifier's form.
 *
 * @param files the files
 * @param form the form
 */
public record ExampleImages(ExampleFiles files, ImageForm form) implements ImageSource {

    /** An image whose shorter side is a smaller part of the form's shows nothing when it is enlarged. */
    private static final int MOST_ENLARGED = 4;

    @Override
    public int size() {
        return files.size();
    }

    @Override
    public String name(int index) {
        return files.name(index);
    }

    @Override
    public long bytes(int index) {
        return files.bytes(index);
    }

    @Override
    public float[] values(int index) throws IOException {
        InputImage input = files.read(index);
        try {
            return values(input, 1, 1, form);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /**
     * Brings one plane to a form; a grey image is repeated in all channels, as ImageJ makes colour photos grey that
     * show no colour.
     *
     * @param input the image
     * @param z the plane's position, from 1
     * @param t its time point, from 1
     * @param form the form
     * @return values of about 0 to 255, channel by channel and row by row
     * @throws IllegalArgumentException if the image has neither one channel nor the form's number, or a size that the
     *     form does not allow
     */
    public static float[] values(InputImage input, int z, int t, ImageForm form) {
        Shape shape = form.shape();
        if (input.channels() != shape.channels() && input.channels() != 1)
            throw new IllegalArgumentException(
                    "it has " + input.channels() + " channels, expected " + shape.channels());
        requireSize(input, form);
        NetworkInput.Scaling scaling = form.range() == ImageForm.Range.TYPE
                ? NetworkInput.Scaling.TYPE_RANGE
                : NetworkInput.Scaling.DISPLAY_RANGE;
        RandomAccessibleInterval<FloatType> plane =
                NetworkInput.of(input, scaling, shape.channels()).plane(z, t);
        int width = input.width(), height = input.height(), pixels = (int) shape.pixels();
        float[] values = new float[Math.toIntExact(shape.size())];
        for (int c = 0; c < shape.channels(); c++) {
            float[] channel = new float[Math.multiplyExact(width, height)];
            int at = 0;
            for (FloatType value : Views.flatIterable(Views.hyperSlice(plane, 2, c))) channel[at++] = value.get();
            float[] fitted = width == shape.width() && height == shape.height()
                    ? channel
                    : (float[]) fitted(new FloatProcessor(width, height, channel), form)
                            .getPixels();
            System.arraycopy(fitted, 0, values, c * pixels, pixels);
        }
        return values;
    }

    private static void requireSize(InputImage input, ImageForm form) {
        Shape shape = form.shape();
        String size = input.width() + "×" + input.height() + " pixels";
        String expected = shape.width() + "×" + shape.height();
        boolean same = input.width() == shape.width() && input.height() == shape.height();
        if (form.fit() == ImageForm.Fit.NONE && !same)
            throw new IllegalArgumentException("it has " + size + ", expected " + expected
                    + "; only with fit=Scale or Crop does a classifier learn from, and tell, images of other sizes");
        if (input.width() * (long) MOST_ENLARGED < shape.width()
                || input.height() * (long) MOST_ENLARGED < shape.height())
            throw new IllegalArgumentException("it has only " + size + ", expected at least a quarter of " + expected);
    }

    private static ImageProcessor fitted(FloatProcessor channel, ImageForm form) {
        Shape shape = form.shape();
        int width = channel.getWidth(), height = channel.getHeight();
        if (form.fit() == ImageForm.Fit.CROP) {
            int wide = (int) Math.max(1, Math.min(width, Math.round((double) height * shape.width() / shape.height())));
            int high = (int) Math.max(1, Math.min(height, Math.round((double) width * shape.height() / shape.width())));
            channel.setRoi((width - wide) / 2, (height - high) / 2, wide, high);
        }
        ImageProcessor part = channel.crop();
        part.setInterpolationMethod(ImageProcessor.BILINEAR);
        return part.resize(shape.width(), shape.height(), true);
    }
}
