package sc.fiji.invertibility.classify;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.network.Preprocessing;

/** {@link Preprocessing} of values that lie channel by channel in an array. */
final class ChannelPreprocessing {

    /** A channel that is nearly uniform is not blown up. */
    private static final double LEAST_DEVIATION = 1e-3;

    private ChannelPreprocessing() {}

    /** Preprocesses the values of one image, in place. */
    static void apply(Preprocessing preprocessing, float[] values) {
        int channels = preprocessing.mean().size();
        if (channels == 0) {
            for (int i = 0; i < values.length; i++) values[i] *= (float) preprocessing.scale();
            return;
        }
        int pixels = values.length / channels;
        if (preprocessing.reversed()) reverse(values, channels, pixels);
        for (int c = 0; c < channels; c++) {
            float factor = (float) (preprocessing.scale() / preprocessing.std().get(c));
            float offset =
                    (float) (preprocessing.mean().get(c) / preprocessing.std().get(c));
            for (int i = c * pixels; i < (c + 1) * pixels; i++) values[i] = values[i] * factor - offset;
        }
    }

    private static void reverse(float[] values, int channels, int pixels) {
        for (int c = 0; c < channels / 2; c++)
            for (int i = 0; i < pixels; i++) {
                int other = (channels - 1 - c) * pixels + i;
                float value = values[c * pixels + i];
                values[c * pixels + i] = values[other];
                values[other] = value;
            }
    }

    /** What brings each channel to mean 0 and variance 1 over some images. */
    static Preprocessing standardised(List<float[]> sample, Shape image) {
        List<Double> mean = new ArrayList<>(), std = new ArrayList<>();
        int pixels = Math.toIntExact(image.pixels());
        for (int c = 0; c < image.channels(); c++) {
            double sum = 0, squares = 0, count = (double) sample.size() * pixels;
            for (float[] values : sample)
                for (int i = c * pixels; i < (c + 1) * pixels; i++) {
                    sum += values[i];
                    squares += (double) values[i] * values[i];
                }
            double m = sum / count;
            mean.add(m);
            std.add(Math.max(LEAST_DEVIATION, Math.sqrt(Math.max(0, squares / count - m * m))));
        }
        return new Preprocessing(false, 1, mean, std);
    }
}
