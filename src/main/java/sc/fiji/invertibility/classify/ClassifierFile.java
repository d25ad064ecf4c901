package sc.fiji.invertibility.classify;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.weights.NamedTensor;
import sc.fiji.invertibility.weights.SafetensorsWriter;
import sc.fiji.invertibility.weights.WeightFile;
import sc.fiji.invertibility.weights.WeightsException;

/**
 * Classifiers as safetensors files: {@code conv1.weight} and {@code conv1.bias} to the last layer, batch normalisation
 * included, {@code top.weight} (classes × features) and {@code top.bias}; and under {@code classifier} in the metadata
 * a JSON record of all else, which the manual describes.
 */
public final class ClassifierFile {

    private static final String RECORD = "classifier";

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
        SafetensorsWriter.write(
                tensors, Map.of(RECORD, ClassifierRecord.of(classifier).json()), file);
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
                return classifier(ClassifierRecord.read(json), weights);
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

    private static Classifier classifier(ClassifierRecord record, WeightFile weights) throws IOException {
        List<FilterLayer> layers = new ArrayList<>();
        for (int pool : record.pools()) layers.add(layer("conv" + (layers.size() + 1), pool, weights));
        return new Classifier(
                record.form(),
                record.preprocessing(),
                layers,
                record.average(),
                top(weights),
                record.classes(),
                String.valueOf(record.filters()));
    }

    private static FilterLayer layer(String name, int pool, WeightFile weights) throws IOException {
        NamedTensor filters = weights.read(name + ".weight");
        requireAxes(filters, 4);
        List<Integer> extents = filters.shape();
        FilterBank bank = FilterBank.of(filters.data(), extents.get(0), extents.get(1), extents.get(2), extents.get(3));
        return new FilterLayer(bank.withBias(weights.read(name + ".bias").data()), pool);
    }

    private static SoftmaxLayer top(WeightFile weights) throws IOException {
        NamedTensor top = weights.read("top.weight");
        requireAxes(top, 2);
        float[] bias = weights.read("top.bias").data();
        return new SoftmaxLayer(top.shape().get(0), top.shape().get(1), top.data(), bias);
    }

    private static void requireAxes(NamedTensor tensor, int axes) {
        if (tensor.shape().size() != axes)
            throw new IllegalArgumentException(
                    tensor.name() + " has " + tensor.shape().size() + " axes, expected " + axes);
    }
}
