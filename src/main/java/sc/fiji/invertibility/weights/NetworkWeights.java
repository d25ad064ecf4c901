package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.network.Architecture;
import sc.fiji.invertibility.network.KnownNetworks;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.network.Preprocessing;

/**
 * A network with the filters of a weight file.
 *
 * @param network the network, complete up to the layer that was asked for or to the first one missing from the file
 * @param sources the file's tensor for each of the network's layers that was read
 * @param preprocessing how the input of the file's network is preprocessed
 * @param notes what the user should know about the mapping, one sentence each
 */
public record NetworkWeights(
        Network network, Map<String, String> sources, PreprocessingRecord preprocessing, List<String> notes) {

    /**
     * Copies the lists.
     *
     * @param network the network
     * @param sources the file's tensor for each layer
     * @param preprocessing how the input of the file's network is preprocessed
     * @param notes what the user should know
     */
    public NetworkWeights {
        sources = Map.copyOf(sources);
        notes = List.copyOf(notes);
    }

    /**
     * Reads the filters that a layer needs, each once, and nothing else.
     *
     * @param file the open file
     * @param architecture the architecture of the file's network
     * @param layer any name of the layer to be reached; empty for all convolutions
     * @return the network
     * @throws IllegalArgumentException if the architecture has no such layer
     * @throws WeightsException if the file's layers are not those of the architecture, or cannot be read
     * @throws IOException if the file cannot be read
     */
    public static NetworkWeights read(WeightFile file, Architecture architecture, String layer) throws IOException {
        Architecture needed = layer.isEmpty() ? architecture : architecture.upTo(layer);
        LayerMapping mapping = LayerMapping.of(file, architecture, needed);
        Map<String, FilterBank> banks = new LinkedHashMap<>();
        Map<String, String> sources = new LinkedHashMap<>();
        for (Layer.Convolution convolution : needed.convolutions()) {
            LayerInfo info = mapping.layers().get(convolution);
            // Filters above a gap could not be used.
            if (info == null) break;
            ImportedLayer imported = file.layer(info.source());
            banks.put(
                    convolution.name(),
                    FilterBank.of(imported.weights(), info.filters(), info.channels(), info.height(), info.width())
                            .withBias(imported.bias()));
            sources.put(convolution.name(), info.source());
        }
        PreprocessingRecord preprocessing = file.preprocessing();
        List<String> notes = new ArrayList<>(mapping.notes());
        notes.addAll(file.guess());
        return new NetworkWeights(Network.of(architecture, banks), sources, preprocessing, notes);
    }

    /**
     * Finds the architecture whose layers a file holds.
     *
     * @param file the open file
     * @return the known architecture that agrees with most of the file's layers; the first, if several do
     * @throws WeightsException if none agrees
     */
    public static Architecture architecture(WeightFile file) throws WeightsException {
        return find(file)
                .orElseThrow(() -> new WeightsException(file.path().getFileName() + " (" + file.format()
                        + "): its layers are those of no known network, expected VGG-16, VGG-19 or AlexNet"));
    }

    /**
     * Finds the architecture whose layers a file holds, if it is one of those that are known.
     *
     * @param file the open file
     * @return the known architecture that agrees with most of the file's layers; the first, if several do; empty if
     *     none agrees
     */
    public static Optional<Architecture> find(WeightFile file) {
        Architecture best = null;
        int most = 0;
        for (Architecture architecture : KnownNetworks.all()) {
            int agreeing = LayerMapping.agreeing(file, architecture);
            if (agreeing <= most) continue;
            most = agreeing;
            best = architecture;
        }
        return Optional.ofNullable(best);
    }

    /** {@return the preprocessing of the file's network, ready to be applied} */
    public Preprocessing recordedPreprocessing() {
        return preprocessing(preprocessing);
    }

    /**
     * Converts a record to a preprocessing that can be applied.
     *
     * @param record the record of a file
     * @return the preprocessing with the record's numbers
     */
    public static Preprocessing preprocessing(PreprocessingRecord record) {
        return new Preprocessing(
                record.order() == PreprocessingRecord.ChannelOrder.BGR, record.scale(), record.mean(), record.std());
    }
}
