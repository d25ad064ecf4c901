package sc.fiji.invertibility.decode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.network.Preprocessing;
import sc.fiji.invertibility.train.ExampleSource;
import sc.fiji.invertibility.weights.FilterFingerprint;

/** What must be the same for the training of a decoding network to go on from a checkpoint. */
final class DecoderDescription {

    private DecoderDescription() {}

    /**
     * Describes a training.
     *
     * @param training epochs and minutes are left out: a training may go on for longer than it was meant to
     * @param images what is learnt from
     * @param validation what is not learnt from
     * @return the entries of the checkpoint's metadata, called as the command calls its parameters
     */
    static Map<String, String> of(DecoderTraining training, ExampleSource images, Optional<ExampleSource> validation) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("folder", images.described());
        entries.put("validation", validation.map(ExampleSource::described).orElse("none"));
        entries.put("network", training.encoder().architecture().name());
        entries.put("filters", FilterFingerprint.of(banks(training)));
        entries.put("layer", training.layer().name());
        // Files of weights have an entry "preprocessing" of another form.
        entries.put("input", words(training.input()));
        entries.put("unpooling", training.place().toString());
        entries.put("crop", "" + training.crop());
        entries.put("batch", "" + training.batch());
        entries.put("rate", "" + training.rate());
        entries.put("imageweight", "" + training.weights().image());
        entries.put("layerweight", "" + training.weights().layers());
        entries.put("seed", "" + training.seed());
        return entries;
    }

    private static String words(Preprocessing input) {
        return Preprocessing.names().stream()
                .filter(name -> Preprocessing.of(name).equals(input))
                .findFirst()
                .orElse(input.toString());
    }

    private static List<FilterBank> banks(DecoderTraining training) {
        return training.encoder().architecture().through(training.layer()).stream()
                .filter(Layer.Convolution.class::isInstance)
                .map(below -> training.encoder().bank((Layer.Convolution) below))
                .toList();
    }

    /** The same on one line. */
    static String words(Map<String, String> description) {
        return description.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
