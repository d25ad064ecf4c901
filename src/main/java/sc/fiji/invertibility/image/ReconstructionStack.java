package sc.fiji.invertibility.image;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;
import java.awt.Color;
import java.util.function.IntFunction;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Collects the reconstructed planes of an image into one that looks like it: of the input's own type, rounded and
 * clamped to it, or exactly, in 32-bit floats. 32-bit results are never clamped.
 */
final class ReconstructionStack {

    private final InputImage input;
    private final boolean exact;
    private final SliceStore store;
    private final int[] numbers;

    ReconstructionStack(InputImage input, boolean exact) {
        this.input = input;
        this.exact = exact;
        this.store = SliceStore.like(input);
        this.numbers = new int[input.planes() * slicesOfPlane()];
    }

    private int slicesOfPlane() {
        return exact ? input.channels() : input.image().getNChannels();
    }

    /** Takes the reconstruction of one plane. */
    void put(int z, int t, InputPlane plane, Img<FloatType> reconstruction) {
        write(z, t, c -> {
            float[] values = FloatPixels.ofChannel(reconstruction, c);
            for (int i = 0; i < values.length; i++) values[i] = (float) plane.restored(values[i], c);
            return values;
        });
    }

    /** Takes the reconstruction of one plane in the image's own unit. */
    void put(int z, int t, Img<FloatType> restored) {
        write(z, t, c -> FloatPixels.ofChannel(restored, c));
    }

    private void write(int z, int t, IntFunction<float[]> channels) {
        int first = input.index(z, t) * slicesOfPlane();
        int samples = exact ? 1 : input.type().samples();
        for (int slice = 0; slice < slicesOfPlane(); slice++) {
            ImageProcessor pixels = null;
            for (int sample = 0; sample < samples; sample++)
                pixels = written(pixels, channels.apply(slice * samples + sample), sample);
            numbers[first + slice] = store.add(pixels);
        }
    }

    private ImageProcessor written(ImageProcessor slice, float[] values, int sample) {
        int w = input.width();
        int h = input.height();
        if (exact || input.type() == SampleType.GRAY32) return new FloatProcessor(w, h, calibrated(values));
        switch (input.type()) {
            case GRAY8:
                byte[] bytes = new byte[values.length];
                for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) clamped(values[i], 255);
                return new ByteProcessor(w, h, bytes);
            case GRAY16:
                short[] shorts = new short[values.length];
                for (int i = 0; i < shorts.length; i++) shorts[i] = (short) clamped(values[i], 65535);
                return new ShortProcessor(w, h, shorts, null);
            default:
                int[] colours = slice == null ? new int[values.length] : (int[]) slice.getPixels();
                int shift = 16 - 8 * sample;
                for (int i = 0; i < colours.length; i++) colours[i] |= clamped(values[i], 255) << shift;
                return slice == null ? new ColorProcessor(w, h, colours) : slice;
        }
    }

    private static int clamped(float value, int top) {
        return Math.min(top, Math.max(0, Math.round(value)));
    }

    /** Values of a calibrated image become its grey values, since a float image has no table for them. */
    private float[] calibrated(float[] values) {
        Calibration table = input.image().getCalibration();
        if (table.calibrated())
            for (int i = 0; i < values.length; i++) values[i] = (float) table.getCValue((double) values[i]);
        return values;
    }

    /** The collected image. */
    ImagePlus image(String title) {
        int perSlice = exact ? input.type().samples() : 1;
        String[] labels = new String[numbers.length];
        for (int i = 0; i < labels.length; i++) labels[i] = InputAppearance.label(input, i / perSlice + 1);
        ImagePlus result = InputAppearance.labelled(title, store.stack(numbers, labels));
        result.setCalibration(exact ? InputAppearance.spatialCalibration(input) : InputAppearance.calibration(input));
        if (exact && input.type() == SampleType.RGB) return colours(result);
        return exact ? calibratedRange(InputAppearance.dressed(result, input)) : InputAppearance.dressed(result, input);
    }

    private ImagePlus calibratedRange(ImagePlus result) {
        Calibration table = input.image().getCalibration();
        if (table.calibrated() && !result.isComposite()) {
            double a = table.getCValue(input.image().getDisplayRangeMin());
            double b = table.getCValue(input.image().getDisplayRangeMax());
            result.setDisplayRange(Math.min(a, b), Math.max(a, b));
        }
        return result;
    }

    private ImagePlus colours(ImagePlus result) {
        result.setDimensions(input.channels(), input.slices(), input.frames());
        CompositeImage composite = new CompositeImage(result, CompositeImage.COMPOSITE);
        LUT[] luts = new LUT[input.channels()];
        Color[] primaries = {Color.red, Color.green, Color.blue};
        for (int c = 0; c < luts.length; c++) {
            luts[c] = LUT.createLutFromColor(primaries[c % 3]);
            luts[c].min = 0;
            luts[c].max = 255;
        }
        composite.setLuts(luts);
        return composite;
    }
}
