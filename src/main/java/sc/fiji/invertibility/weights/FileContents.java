package sc.fiji.invertibility.weights;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a reader found in a file: collected when the file is listed, read later. */
final class FileContents {

    /** More names than this do not help to find the right one. */
    private static final int LISTED = 40;

    private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    private final List<StoredLayer> layers = new ArrayList<>();
    private final Map<String, StoredLayer> bySource = new HashMap<>();
    private final Map<String, List<StoredLayer>> byName = new HashMap<>();
    private final List<SkippedTensor> skipped = new ArrayList<>();
    private final PreprocessingRecord convention;
    private Map<String, String> metadata = Map.of();
    private PreprocessingRecord preprocessing;

    FileContents(PreprocessingRecord convention) {
        this.convention = convention;
    }

    void add(StoredTensor tensor) throws WeightsException {
        if (tensors.putIfAbsent(tensor.info().name(), tensor) != null)
            throw new WeightsException("has two tensors named " + tensor.info().name());
    }

    void add(StoredLayer layer) {
        if (layer.info().source().isEmpty()) {
            // Without a name, whoever asks for it gets the first layer.
            skip("", "it has no name");
            return;
        }
        layers.add(layer);
        String name = layer.info().name();
        bySource.putIfAbsent(layer.info().source(), layer);
        byName.computeIfAbsent(name, none -> new ArrayList<>(1)).add(layer);
        String last = LayerPairing.lastPart(name);
        if (!last.equals(name))
            byName.computeIfAbsent(last, none -> new ArrayList<>(1)).add(layer);
    }

    /** Whether a layer has been made from a tensor. */
    boolean hasLayerOf(StoredTensor weights) {
        return bySource.containsKey(weights.info().name());
    }

    void skip(String name, String reason) {
        skipped.add(new SkippedTensor(name, reason));
    }

    /** The record that the file itself states. */
    void preprocessing(PreprocessingRecord stated) {
        preprocessing = stated;
    }

    void metadata(Map<String, String> entries) {
        metadata = Map.copyOf(entries);
    }

    Map<String, String> metadata() {
        return metadata;
    }

    Map<String, StoredTensor> tensors() {
        return tensors;
    }

    List<StoredLayer> layers() {
        return layers;
    }

    List<SkippedTensor> skipped() {
        return skipped;
    }

    /** Whether the file itself says how its input is preprocessed. */
    boolean statesPreprocessing() {
        return preprocessing != null;
    }

    PreprocessingRecord preprocessing() {
        return preprocessing == null ? convention : preprocessing;
    }

    /** The tensor of a name. */
    StoredTensor tensor(String name) throws WeightsException {
        StoredTensor tensor = tensors.get(name);
        if (tensor == null)
            throw new WeightsException(
                    "has no tensor named " + name + why(name) + "; there are " + listed(tensors.keySet()));
        return tensor;
    }

    /** The names by which {@link #layer} finds layers that are not dense. */
    List<String> layerNames() {
        return layers.stream()
                .map(StoredLayer::info)
                .filter(layer -> layer.kind() != LayerKind.DENSE)
                .map(LayerInfo::source)
                .toList();
    }

    /**
     * The layer that has a tensor of filters of this name, or the name itself, whole or without what is before
     * its last "/"; if it is empty, the first that is not dense.
     */
    StoredLayer layer(String name) throws WeightsException {
        if (name.isEmpty()) return first();
        StoredLayer found = bySource.get(name);
        if (found != null) return found;
        List<StoredLayer> called = byName.getOrDefault(name, List.of());
        List<StoredLayer> whole = called.stream()
                .filter(layer -> layer.info().name().equals(name))
                .toList();
        List<StoredLayer> candidates = whole.isEmpty() ? called : whole;
        if (candidates.size() == 1) return candidates.get(0);
        if (candidates.isEmpty())
            throw new WeightsException(
                    "has no layer named " + name + why(name) + "; there are " + listed(layerNames()));
        throw new WeightsException("has " + candidates.size() + " layers named " + name
                + ", expected the whole name of one of them: "
                + listed(candidates.stream()
                        .map(StoredLayer::info)
                        .map(whole.isEmpty() ? LayerInfo::name : LayerInfo::source)
                        .toList()));
    }

    /** Why something of this name, or what it is in, was skipped. */
    private String why(String name) {
        for (SkippedTensor other : skipped) {
            if (other.name().equals(name)) return ": " + other.reason();
            if (!other.name().isEmpty() && name.startsWith(other.name() + "/"))
                return ": of " + other.name() + ", " + other.reason();
        }
        return "";
    }

    private StoredLayer first() throws WeightsException {
        for (StoredLayer layer : layers) if (layer.info().kind() != LayerKind.DENSE) return layer;
        throw new WeightsException(noFilters());
    }

    private String noFilters() {
        String missing = "has no filters: expected a tensor with 4 axes (K, M, height, width), ";
        for (StoredTensor tensor : tensors.values())
            if (tensor.info().rank() == 4 && !tensor.readable())
                return missing + "in floating point; it has " + tensor.info().name() + " of type "
                        + tensor.info().dtype() + ": dequantise it first, for example to safetensors with F32";
        return missing + "there are " + listed(tensors.keySet());
    }

    private static String listed(Collection<String> names) {
        if (names.isEmpty()) return "none";
        String first = names.stream().limit(LISTED).collect(Collectors.joining(", "));
        return names.size() <= LISTED ? first : first + " and " + (names.size() - LISTED) + " more";
    }
}
