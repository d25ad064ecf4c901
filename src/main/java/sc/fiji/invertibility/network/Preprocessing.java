package sc.fiji.invertibility.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.loops.LoopBuilder;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * How an RGB image becomes the input that a network was trained on, and back: a value v of 0 to 255 becomes (v · scale
 * − mean) / std, channel by channel.
 *
 * @param reversed whether the network's channels are blue, green, red
 * @param scale the factor that is applied first, above 0
 * @param mean one value per channel, in the network's order; empty for none, with any number of channels
 * @param std one value per channel, in the network's order, above 0; as many as means
 */
public record Preprocessing(boolean reversed, double scale, List<Double> mean, List<Double> std) {

    /** The image as it is, with any number of channels. */
    public static final Preprocessing NONE = new Preprocessing(false, 1, List.of(), List.of());

    private static final List<Double> ONES = List.of(1.0, 1.0, 1.0);

    private static final Map<String, Preprocessing> NAMED = named();

    /**
     * Checks the numbers.
     *
     * @param reversed whether the network's channels are blue, green, red
     * @param scale the factor that is applied first, above 0
     * @param mean one value per channel, in the network's order, or none
     * @param std one value per channel, in the network's order, above 0
     */
    public Preprocessing {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        boolean finite = Double.isFinite(scale)
                && mean.stream().allMatch(Double::isFinite)
                && std.stream().allMatch(Double::isFinite);
        if (!finite || scale <= 0 || mean.size() != std.size() || std.stream().anyMatch(s -> s <= 0))
            throw new IllegalArgumentException("preprocessing needs a scale above 0, and as many finite means as stds"
                    + " above 0, not scale " + scale + ", mean " + mean + ", std " + std);
        if (reversed && mean.isEmpty())
            throw new IllegalArgumentException("preprocessing that reverses channels needs their number: give means");
    }

    /** {@return the names that {@link #of} knows} */
    public static List<String> names() {
        return List.copyOf(NAMED.keySet());
    }

    /**
     * Finds a preprocessing by its name.
     *
     * @param name {@code BGR minus mean} (Caffe, Keras), {@code RGB minus mean} (MatConvNet), {@code RGB standardised}
     *     (torchvision), {@code RGB 0-1} or {@code None}
     * @return the preprocessing
     * @throws IllegalArgumentException if none has that name; the message lists the names
     */
    public static Preprocessing of(String name) {
        return NAMED.entrySet().stream()
                .filter(known -> known.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("preprocessing: unknown choice '" + name
                        + "'; expected one of: " + String.join(", ", names())));
    }

    /**
     * Converts an image to a network's input.
     *
     * @param image red, green, blue from 0 to 255, with the axes (x, y, channel)
     * @return the input, with origin zero
     * @throws IllegalArgumentException if the image has a different number of channels
     */
    public Img<FloatType> apply(RandomAccessibleInterval<FloatType> image) {
        return map(image, true);
    }

    /**
     * Converts a network's input, or a reconstruction of it, to an image.
     *
     * @param input the input with the axes (x, y, channel)
     * @return red, green, blue from 0 to 255 (a reconstruction may exceed this range), with origin zero
     * @throws IllegalArgumentException if the input has a different number of channels
     */
    public Img<FloatType> invert(RandomAccessibleInterval<FloatType> input) {
        return map(input, false);
    }

    private Img<FloatType> map(RandomAccessibleInterval<FloatType> from, boolean forward) {
        int channels = (int) from.dimension(2);
        if (!mean.isEmpty() && channels != mean.size())
            throw new IllegalArgumentException(
                    "this preprocessing needs " + mean.size() + " channels, not " + channels);
        RandomAccessibleInterval<FloatType> source = Views.zeroMin(from);
        Img<FloatType> result = new PlanarImgFactory<>(new FloatType()).create(source);
        for (int c = 0; c < channels; c++) {
            // c counts the network's channels, on either side of the mapping.
            int rgb = reversed ? channels - 1 - c : c;
            double factor = mean.isEmpty() ? scale : scale / std.get(c);
            double offset = mean.isEmpty() ? 0 : mean.get(c) / std.get(c);
            LoopBuilder.setImages(
                            Views.hyperSlice(source, 2, forward ? rgb : c),
                            Views.hyperSlice(result, 2, forward ? c : rgb))
                    .forEachPixel((v, out) ->
                            out.set((float) (forward ? v.get() * factor - offset : (v.get() + offset) / factor)));
        }
        return result;
    }

    private static Map<String, Preprocessing> named() {
        List<Double> none = List.of(0.0, 0.0, 0.0);
        Map<String, Preprocessing> named = new LinkedHashMap<>();
        named.put("BGR minus mean", new Preprocessing(true, 1, List.of(103.939, 116.779, 123.68), ONES));
        named.put("RGB minus mean", new Preprocessing(false, 1, List.of(123.68, 116.779, 103.939), ONES));
        named.put(
                "RGB standardised",
                new Preprocessing(false, 1 / 255.0, List.of(.485, .456, .406), List.of(.229, .224, .225)));
        named.put("RGB 0-1", new Preprocessing(false, 1 / 255.0, none, ONES));
        named.put("None", NONE);
        return named;
    }
}
