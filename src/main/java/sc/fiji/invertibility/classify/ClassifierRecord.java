package sc.fiji.invertibility.classify;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.network.Preprocessing;
import sc.fiji.invertibility.weights.DistinctKeys;

/**
 * All of a classifier but the numbers of its layers, as the JSON record of its file spells it.
 *
 * @param version of the record
 * @param classes the names
 * @param channels of an image
 * @param height of an image, in pixels
 * @param width of an image, in pixels
 * @param fit {@link ImageForm.Fit}
 * @param range {@link ImageForm.Range}
 * @param reversed {@link Preprocessing#reversed}
 * @param scale {@link Preprocessing#scale}
 * @param mean {@link Preprocessing#mean}
 * @param std {@link Preprocessing#std}
 * @param pools {@link FilterLayer#pool} of each layer
 * @param average {@link Classifier#average}
 * @param architecture {@link Classifier#notation}, for people
 * @param filters {@link Classifier#origin}
 */
record ClassifierRecord(
        int version,
        List<String> classes,
        int channels,
        int height,
        int width,
        String fit,
        String range,
        boolean reversed,
        double scale,
        List<Double> mean,
        List<Double> std,
        List<Integer> pools,
        int average,
        String architecture,
        String filters) {

    private static final int VERSION = 1;
    private static final int MOST_LAYERS = 32, MOST_CLASSES = 10_000, LARGEST_IMAGE = 2_048, MOST_CHANNELS = 64;

    static ClassifierRecord of(Classifier classifier) {
        Shape shape = classifier.form().shape();
        Preprocessing input = classifier.preprocessing();
        return new ClassifierRecord(
                VERSION,
                classifier.classes(),
                shape.channels(),
                shape.height(),
                shape.width(),
                classifier.form().fit().toString(),
                classifier.form().range().toString(),
                input.reversed(),
                input.scale(),
                input.mean(),
                input.std(),
                classifier.layers().stream().map(FilterLayer::pool).toList(),
                classifier.average(),
                classifier.notation(),
                classifier.origin());
    }

    String json() {
        return new Gson().toJson(this);
    }

    /**
     * Reads a record.
     *
     * @throws JsonParseException if it is no JSON, or a value has another type
     * @throws NullPointerException if a value is missing
     * @throws IllegalArgumentException if a number is out of range, or two keys or classes are the same
     */
    static ClassifierRecord read(String json) {
        DistinctKeys.require(json);
        ClassifierRecord record = new Gson().fromJson(json, ClassifierRecord.class);
        if (record == null) throw new IllegalArgumentException("its record is empty");
        record.check();
        return record;
    }

    private void check() {
        if (version != VERSION)
            throw new IllegalArgumentException(
                    "its record has version " + version + ", this plugin knows version " + VERSION);
        requireAtMost("layers", MOST_LAYERS, pools.size());
        requireAtMost("classes", MOST_CLASSES, classes.size());
        requireAtMost("rows", LARGEST_IMAGE, height);
        requireAtMost("columns", LARGEST_IMAGE, width);
        requireAtMost("channels", MOST_CHANNELS, channels);
        if (new HashSet<>(classes).size() != classes.size())
            throw new IllegalArgumentException("two of its classes have one name");
    }

    /** The form of an image. */
    ImageForm form() {
        return new ImageForm(
                new Shape(channels, height, width),
                named("fit", ImageForm.Fit.values(), fit),
                named("range", ImageForm.Range.values(), range));
    }

    Preprocessing preprocessing() {
        return new Preprocessing(reversed, scale, mean, std);
    }

    private static void requireAtMost(String what, int most, int value) {
        if (value < 1 || value > most)
            throw new IllegalArgumentException("it has " + value + " " + what + ", expected 1 to " + most);
    }

    private static <T> T named(String key, T[] values, String name) {
        return Arrays.stream(values)
                .filter(value -> value.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "its record has " + key + " '" + name + "', expected one of " + Arrays.toString(values)));
    }
}
