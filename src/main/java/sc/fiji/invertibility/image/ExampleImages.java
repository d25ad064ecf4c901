package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.invertibility.classify.ImageForm;
import sc.fiji.invertibility.classify.ImageSource;
import sc.fiji.invertibility.compute.Shape;

/**
 * Image files of one plane each, brought to a classifier's form.
 *
 * @param files the files
 * @param form the form
 */
public record ExampleImages(List<Path> files, ImageForm form) implements ImageSource {

    /** An image whose shorter side is a smaller part of the form's shows nothing when it is enlarged. */
    private static final int MOST_ENLARGED = 4;

    /**
     * Copies the list.
     *
     * @param files the files
     * @param form the form
     */
    public ExampleImages {
        files = List.copyOf(files);
    }

    @Override
    public int size() {
        return files.size();
    }

    @Override
    public String name(int index) {
        Path file = files.get(index), folder = file.toAbsolutePath().getParent();
        return (folder == null || folder.getFileName() == null ? "" : folder.getFileName() + "/") + file.getFileName();
    }

    @Override
    public float[] values(int index) throws IOException {
        ImagePlus image = opened(files.get(index));
        image.deleteRoi();
        try {
            InputImage input = InputImage.of(image);
            if (input.planes() != 1) throw new IOException("it has " + input.planes() + " planes, expected one image");
            return values(input, 1, 1, form);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /**
     * Opens a file. ImageJ's own way to open a JPEG waits ten milliseconds or more, which are hours for many small ones.
     */
    static ImagePlus opened(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (!name.toLowerCase(Locale.ROOT).matches(".*\\.jpe?g") || !Files.isReadable(file))
            return ImageFiles.open(file.toFile());
        Optional<String> flaw = FileCompleteness.flawOf(file.toFile());
        if (flaw.isPresent()) throw new IOException("this file is " + flaw.get());
        BufferedImage pixels = ImageIO.read(file.toFile());
        return pixels == null ? ImageFiles.open(file.toFile()) : new ImagePlus(name, pixels);
    }

    /**
     * Brings one plane to a form; a grey image is repeated in all channels, as ImageJ makes colour photos grey that show no
     * colour.
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
                    + ", or fit=Scale or Crop to bring all images to one size");
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
