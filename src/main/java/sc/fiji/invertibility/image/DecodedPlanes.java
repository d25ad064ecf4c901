package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.invertibility.decode.ActivationSource;
import sc.fiji.invertibility.measure.ImageQuality;
import sc.fiji.invertibility.measure.ReconstructionError;

/** Collects what is decoded from the planes of an image: pictures, errors and a table. */
final class DecodedPlanes {

    private static final double PEAK = 255;

    private final NetworkInput image;
    private final InputImage input;
    private final boolean montage;
    private final ReconstructionStack pictures;
    private final List<ImageProcessor> montages = new ArrayList<>();
    private ImagePlus firstMontage;
    private final ErrorStack errors;
    private final TitledTable table = new TitledTable("decode");

    /**
     * @param image the image, prepared for the network
     * @param input the same as the network saw it, resized
     * @param montage whether each plane is a montage of several pictures
     */
    DecodedPlanes(NetworkInput image, InputImage input, boolean montage) {
        this.image = image;
        this.input = input;
        this.montage = montage;
        this.pictures = montage ? null : new ReconstructionStack(input, false);
        this.errors = new ErrorStack(input, "error, in the image's unit");
    }

    /**
     * Takes what was decoded from one plane.
     *
     * @param original red, green, blue from 0 to 255
     * @param decoded the picture decoded from each kind of activations, and those
     * @param activations the layer's own
     */
    void put(
            int z,
            int t,
            RandomAccessibleInterval<FloatType> original,
            Map<ActivationSource, Decoded> decoded,
            Img<FloatType> activations) {
        float[][] slices = new float[decoded.size()][];
        String[] names = new String[slices.length];
        Img<FloatType> truth = image.restored(original);
        PictureGrid grid = new PictureGrid(1 + decoded.size());
        if (montage) grid.add("original", original);
        int i = 0;
        for (Map.Entry<ActivationSource, Decoded> entry : decoded.entrySet()) {
            String label = entry.getKey().label();
            RandomAccessibleInterval<FloatType> seen = clamped(entry.getValue().picture());
            double error = ReconstructionError.relative(seen, original);
            double psnr = ImageQuality.psnr(seen, original, PEAK);
            table.incrementCounter();
            table.addValue("source", label);
            table.addValue(
                    "activation_error",
                    ReconstructionError.relative(entry.getValue().activations(), activations));
            table.addValue("image_error", error);
            table.addValue("psnr_db", psnr);
            table.addValue("ssim", ImageQuality.ssim(seen, original, PEAK));
            if (input.planes() > 1) {
                table.addValue("z", z);
                table.addValue("t", t);
            }
            Img<FloatType> restored = image.restored(seen);
            slices[i] = distances(restored, truth);
            names[i++] = String.format(Locale.ROOT, "%s: relative error %.3g", label, error);
            // All planes share the lines of text of the first.
            if (montage)
                grid.add(input.planes() > 1 ? label : String.format(Locale.ROOT, "%s, %.1f dB", label, psnr), seen);
            else pictures.put(z, t, restored);
        }
        errors.put(z, t, slices, names);
        if (montage) add(grid.image(input.name() + "-decoded"));
    }

    /**
     * What was decoded.
     *
     * @param activations what the decoder was given
     * @param picture red, green, blue of about 0 to 255
     */
    record Decoded(Img<FloatType> activations, Img<FloatType> picture) {}

    private void add(ImagePlus picture) {
        if (firstMontage == null) firstMontage = picture;
        montages.add(picture.getProcessor());
    }

    /** Values from 0 to 255, as pictures show them. */
    static RandomAccessibleInterval<FloatType> clamped(RandomAccessibleInterval<FloatType> picture) {
        return Converters.convert(picture, (in, out) -> out.set(Math.min(255, Math.max(0, in.get()))), new FloatType());
    }

    /** ‖a − b‖₂ over the channels of every pixel, also of values whose squares no float holds. */
    static float[] distances(Img<FloatType> a, Img<FloatType> b) {
        double[] squares = new double[Math.toIntExact(a.dimension(0) * a.dimension(1))];
        for (int c = 0; c < a.dimension(2); c++) {
            var other = Views.flatIterable(Views.hyperSlice(b, 2, c)).cursor();
            int i = 0;
            for (FloatType value : Views.flatIterable(Views.hyperSlice(a, 2, c))) {
                double difference = (double) value.get() - other.next().get();
                squares[i++] += difference * difference;
            }
        }
        float[] distances = new float[squares.length];
        for (int i = 0; i < squares.length; i++) distances[i] = (float) Math.sqrt(squares[i]);
        return distances;
    }

    DecodedImage result(Provenance made) {
        String name = input.name();
        ImagePlus decoded = montage ? montage(name + "-decoded") : pictures.image(name + "-decoded");
        ImagePlus distances = errors.image(name + "-errors");
        made.writeTo(decoded, image.input().image());
        made.writeTo(distances, image.input().image());
        table.decimals(4, "activation_error", "image_error", "ssim").decimals(2, "psnr_db");
        return new DecodedImage(decoded, distances, table);
    }

    private ImagePlus montage(String title) {
        ImageStack stack = new ImageStack(firstMontage.getWidth(), firstMontage.getHeight());
        for (int i = 0; i < montages.size(); i++)
            stack.addSlice("z " + input.z(i) + ", t " + input.t(i), montages.get(i));
        ImagePlus result = new ImagePlus(title, stack);
        result.setDimensions(1, input.slices(), input.frames());
        result.setOpenAsHyperStack(montages.size() > 1);
        result.setOverlay(firstMontage.getOverlay());
        return result;
    }
}
