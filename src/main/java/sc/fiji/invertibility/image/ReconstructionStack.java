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

    /** Brings the values of a channel into the image's unit. */
    private record Restoration(double mean, ValueRange range) {

        /** Changes nothing. */
        static final Restoration NONE = new Restoration(0, new ValueRange(0, 1));

        float of(float value) {
            return (float) range.restored(value + mean);
        }
    }

    /** Takes the reconstruction of one plane. */
    void put(int z, int t, InputPlane plane, Img<FloatType> reconstruction) {
        write(z, t, reconstruction, channel -> new Restoration(plane.mean(channel), plane.range()));
    }

    /** Takes the reconstruction of one plane in the image's own unit. */
    void put(int z, int t, Img<FloatType> restored) {
        write(z, t, restored, channel -> Restoration.NONE);
    }

    private void write(int z, int t, Img<FloatType> plane, IntFunction<Restoration> channels) {
        int first = input.index(z, t) * slicesOfPlane();
        for (int slice = 0; slice < slicesOfPlane(); slice++)
            numbers[first + slice] = store.add(
                    exact || input.type() == SampleType.GRAY32
                            ? floats(plane, slice, channels.apply(slice))
                            : input.type() == SampleType.RGB
                                    ? colours(plane, slice, channels)
                                    : integers(plane, slice, channels.apply(slice)));
    }

    private ImageProcessor floats(Img<FloatType> plane, int channel, Restoration restoration) {
        float[] values = FloatPixels.ofChannel(plane, channel);
        Pieces.each(values.length, (from, to) -> {
            for (int i = from; i < to; i++) values[i] = restoration.of(values[i]);
        });
        return new FloatProcessor(input.width(), input.height(), calibrated(values));
    }

    private ImageProcessor integers(Img<FloatType> plane, int channel, Restoration restoration) {
        ChannelPixels pixels = ChannelPixels.of(plane, channel);
        if (input.type() == SampleType.GRAY8) {
            byte[] bytes = new byte[pixels.length()];
            Pieces.each(bytes.length, (from, to) -> {
                for (int i = from; i < to; i++) bytes[i] = (byte) clamped(restoration.of(pixels.at(i)), 255);
            });
            return new ByteProcessor(input.width(), input.height(), bytes);
        }
        short[] shorts = new short[pixels.length()];
        Pieces.each(shorts.length, (from, to) -> {
            for (int i = from; i < to; i++) shorts[i] = (short) clamped(restoration.of(pixels.at(i)), 65535);
        });
        return new ShortProcessor(input.width(), input.height(), shorts, null);
    }

    private ImageProcessor colours(Img<FloatType> plane, int slice, IntFunction<Restoration> channels) {
        int[] colours = new int[input.width() * input.height()];
        for (int sample = 0; sample < 3; sample++) {
            int channel = 3 * slice + sample, shift = 16 - 8 * sample;
            ChannelPixels pixels = ChannelPixels.of(plane, channel);
            Restoration restoration = channels.apply(channel);
            Pieces.each(colours.length, (from, to) -> {
                for (int i = from; i < to; i++) colours[i] |= clamped(restoration.of(pixels.at(i)), 255) << shift;
            });
        }
        return new ColorProcessor(input.width(), input.height(), colours);
    }

    private static int clamped(float value, int top) {
        // Math.round takes several times as long, and rounds positive values in the same way.
        return value > 0 ? (int) Math.min(top, value + 0.5) : 0;
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
