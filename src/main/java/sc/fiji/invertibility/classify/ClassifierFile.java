package sc.fiji.invertibility.classify;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.network.Preprocessing;
import sc.fiji.invertibility.weights.DistinctKeys;
import sc.fiji.invertibility.weights.NamedTensor;
import sc.fiji.invertibility.weights.SafetensorsWriter;
import sc.fiji.invertibility.weights.WeightFile;
import sc.fiji.invertibility.weights.WeightsException;

/**
 * Classifiers as safetensors files: {@code conv1.weight} and {@code conv1.bias} to the last layer, batch normalisation
 * included, {@code top.weight} (classes × features) and {@code top.bias}; and under {@code classifier} in the metadata a
 * JSON record of all else, which the manual describes.
 */
public final class ClassifierFile {

    private static final String RECORD = "classifier";
    private static final int VERSION = 1;
    private static final int MOST_LAYERS = 32, MOST_CLASSES = 10_000, LARGEST_IMAGE = 2_048, MOST_CHANNELS = 64;

    /** The record, as JSON spells it. */
    private record Description(
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
            String filters) {}

    private ClassifierFile() {}

    /**
     * Writes a classifier under a temporary name and renames the file.
     *
     * @param classifier the classifier
     * @param file the file, which is replaced if it exists
     * @throws IOException if it cannot be written
     */
    public static void write(Classifier classifier, Path file) throws IOException {
        List<NamedTensor> tensors = new ArrayList<>();
        int number = 0;
        for (FilterLayer layer : classifier.layers()) {
            FilterBank bank = layer.bank();
            String name = "conv" + ++number;
            List<Integer> extents = List.of(bank.filters(), bank.filterChannels(), bank.height(), bank.width());
            tensors.add(new NamedTensor(name + ".weight", extents, bank.weights()));
            tensors.add(new NamedTensor(name + ".bias", List.of(bank.filters()), bank.bias()));
        }
        SoftmaxLayer top = classifier.top();
        tensors.add(new NamedTensor("top.weight", List.of(top.classes(), top.length()), top.weights()));
        tensors.add(new NamedTensor("top.bias", List.of(top.classes()), top.bias()));
        SafetensorsWriter.write(tensors, Map.of(RECORD, new Gson().toJson(description(classifier))), file);
    }

    private static Description description(Classifier classifier) {
        Shape shape = classifier.form().shape();
        Preprocessing input = classifier.preprocessing();
        return new Description(
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

    /**
     * Reads a classifier.
     *
     * @param file the file
     * @return the classifier
     * @throws IOException if it cannot be read, is none, or is damaged; the message is one sentence
     */
    public static Classifier read(Path file) throws IOException {
        try (WeightFile weights = WeightFile.open(file)) {
            String json = weights.metadata().get(RECORD);
            if (json == null)
                throw new WeightsException(
                        file + " holds no classifier, expected a file that Train Classifier... wrote");
            try {
                DistinctKeys.require(json);
                Description record = new Gson().fromJson(json, Description.class);
                return classifier(record, weights);
            } catch (JsonParseException | IllegalArgumentException | NullPointerException | ArithmeticException e) {
                throw new WeightsException(file + " holds a damaged classifier: " + reason(e), e);
            }
        }
    }

    /** What is wrong in words, where Java would name its own classes. */
    private static String reason(RuntimeException e) {
        if (e instanceof JsonParseException)
            return "its record is no JSON, or a value in it is of another type than expected";
        if (e instanceof NullPointerException) return "its record lacks a value";
        return e.getMessage().lines().findFirst().orElse("its record is empty");
    }

    private static Classifier classifier(Description record, WeightFile weights) throws IOException {
        if (record == null) throw new IllegalArgumentException("its record is empty");
        if (record.version() != VERSION)
            throw new IllegalArgumentException(
                    "its record has version " + record.version() + ", this plugin knows version " + VERSION);
        requireAtMost("layers", MOST_LAYERS, record.pools().size());
        requireAtMost("classes", MOST_CLASSES, record.classes().size());
        requireAtMost("rows", LARGEST_IMAGE, record.height());
        requireAtMost("columns", LARGEST_IMAGE, record.width());
        requireAtMost("channels", MOST_CHANNELS, record.channels());
        if (new HashSet<>(record.classes()).size() != record.classes().size())
            throw new IllegalArgumentException("two of its classes have one name");
        List<FilterLayer> layers = new ArrayList<>();
        for (int i = 0; i < record.pools().size(); i++) {
            NamedTensor filters = weights.read("conv" + (i + 1) + ".weight");
            if (filters.shape().size() != 4)
                throw new IllegalArgumentException(
                        filters.name() + " has " + filters.shape().size() + " axes, expected 4");
            List<Integer> extents = filters.shape();
            float[] bias = weights.read("conv" + (i + 1) + ".bias").data();
            layers.add(new FilterLayer(
                    FilterBank.of(filters.data(), extents.get(0), extents.get(1), extents.get(2), extents.get(3))
                            .withBias(bias),
                    record.pools().get(i)));
        }
        NamedTensor top = weights.read("top.weight");
        if (top.shape().size() != 2)
            throw new IllegalArgumentException("top.weight has " + top.shape().size() + " axes, expected 2");
        return new Classifier(
                new ImageForm(
                        new Shape(record.channels(), record.height(), record.width()),
                        named("fit", ImageForm.Fit.values(), record.fit()),
                        named("range", ImageForm.Range.values(), record.range())),
                new Preprocessing(record.reversed(), record.scale(), record.mean(), record.std()),
                layers,
                record.average(),
                new SoftmaxLayer(
                        top.shape().get(0),
                        top.shape().get(1),
                        top.data(),
                        weights.read("top.bias").data()),
                record.classes(),
                String.valueOf(record.filters()));
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
