package sc.fiji.invertibility.weights;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How an image becomes the input that the filters were trained on: a value v of 0 to 255 becomes (v · scale − mean) /
 * std, channel by channel, in the given order.
 *
 * @param order the order of the channels
 * @param scale the factor that is applied first, 1 or 1/255
 * @param mean one value per channel, in {@code order}
 * @param std one value per channel, in {@code order}, above 0
 * @param origin how this is known, as half a sentence
 */
public record PreprocessingRecord(
        ChannelOrder order, double scale, List<Double> mean, List<Double> std, String origin) {

    /** The order of an image's colour channels. */
    public enum ChannelOrder {
        /** Red first. */
        RGB,
        /** Blue first, as in Caffe (through OpenCV). */
        BGR
    }

    private static final List<Double> ONES = List.of(1.0, 1.0, 1.0);

    /**
     * Checks the numbers.
     *
     * @param order the order of the channels
     * @param scale the factor that is applied first
     * @param mean one value per channel
     * @param std one value per channel
     * @param origin how this is known
     * @throws IllegalArgumentException if mean and std differ in length, or a number is not finite, or a std or the
     *     scale is not above 0
     */
    public PreprocessingRecord {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        boolean finite = Double.isFinite(scale)
                && mean.stream().allMatch(Double::isFinite)
                && std.stream().allMatch(Double::isFinite);
        if (mean.isEmpty()
                || mean.size() != std.size()
                || !finite
                || !(scale > 0)
                || std.stream().anyMatch(s -> s <= 0))
            throw new IllegalArgumentException("Preprocessing needs a scale above 0 and a finite mean and a std above 0"
                    + " for each channel; got scale " + scale + ", mean " + mean + ", std " + std);
    }

    /**
     * The same values for channels that may be in another order.
     *
     * @param wanted the order of the channels
     * @param why how this is known
     * @return this record, its channels reversed if need be
     */
    PreprocessingRecord in(ChannelOrder wanted, String why) {
        if (wanted == order) return new PreprocessingRecord(order, scale, mean, std, why);
        return new PreprocessingRecord(wanted, scale, reversed(mean), reversed(std), why);
    }

    private static List<Double> reversed(List<Double> values) {
        List<Double> reversed = new ArrayList<>(values);
        Collections.reverse(reversed);
        return reversed;
    }

    /**
     * Caffe's VGG networks, and conversions of them for Keras: BGR, 0 to 255, minus the mean of ImageNet.
     *
     * @param origin how this is known
     * @return BGR minus (103.939, 116.779, 123.68)
     */
    public static PreprocessingRecord bgrMinusMean(String origin) {
        return new PreprocessingRecord(ChannelOrder.BGR, 1, List.of(103.939, 116.779, 123.68), ONES, origin);
    }

    /**
     * MatConvNet's VGG networks: RGB, 0 to 255, minus the mean of ImageNet.
     *
     * @param origin how this is known
     * @return RGB minus (123.68, 116.779, 103.939)
     */
    public static PreprocessingRecord rgbMinusMean(String origin) {
        return new PreprocessingRecord(ChannelOrder.RGB, 1, List.of(123.68, 116.779, 103.939), ONES, origin);
    }

    /**
     * torchvision's networks: RGB, 0 to 1, standardised with ImageNet's mean and standard deviation.
     *
     * @param origin how this is known
     * @return RGB / 255 minus (0.485, 0.456, 0.406), over (0.229, 0.224, 0.225)
     */
    public static PreprocessingRecord rgbStandardised(String origin) {
        return new PreprocessingRecord(
                ChannelOrder.RGB, 1 / 255.0, List.of(.485, .456, .406), List.of(.229, .224, .225), origin);
    }

    /**
     * Networks that take RGB from 0 to 1 without further changes.
     *
     * @param origin how this is known
     * @return RGB / 255
     */
    public static PreprocessingRecord rgbUnit(String origin) {
        return new PreprocessingRecord(ChannelOrder.RGB, 1 / 255.0, List.of(0.0, 0.0, 0.0), ONES, origin);
    }
}
