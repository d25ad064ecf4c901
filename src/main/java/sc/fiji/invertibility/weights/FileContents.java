package sc.fiji.invertibility.weights;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a reader found in a file: collected when the file is listed, read later. */
final class FileContents {

    private static final int MAX_TENSORS = 100_000;
    /** A longer list of names does not help to find the right one. */
    private static final int LISTED = 40;

    private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    private final List<StoredLayer> layers = new ArrayList<>();
    private final Set<String> weightsOfLayers = new HashSet<>();
    private final List<SkippedTensor> skipped = new ArrayList<>();
    private final PreprocessingRecord convention;
    private PreprocessingRecord preprocessing;

    FileContents(PreprocessingRecord convention) {
        this.convention = convention;
    }

    void add(StoredTensor tensor) throws WeightsException {
        if (tensors.size() >= MAX_TENSORS) {
            throw new WeightsException("has more than " + MAX_TENSORS + " tensors");
        }
        if (tensors.putIfAbsent(tensor.info().name(), tensor) != null) {
            throw new WeightsException("has two tensors named " + tensor.info().name());
        }
    }

    void add(StoredLayer layer) {
        layers.add(layer);
        weightsOfLayers.add(layer.info().source());
    }

    /** Whether a layer has been made from a tensor. */
    boolean hasLayerOf(StoredTensor weights) {
        return weightsOfLayers.contains(weights.info().name());
    }

    void skip(String name, String reason) {
        skipped.add(new SkippedTensor(name, reason));
    }

    /** The record that the file itself states. */
    void preprocessing(PreprocessingRecord stated) {
        preprocessing = stated;
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

    PreprocessingRecord preprocessing() {
        return preprocessing == null ? convention : preprocessing;
    }

    /** The tensor of a name. */
    StoredTensor tensor(String name) throws WeightsException {
        StoredTensor tensor = tensors.get(name);
        if (tensor == null)
            throw new WeightsException("has no tensor named " + name + "; there are " + listed(tensors.keySet()));
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
     * The layer of a given name, or whose tensor of filters has that name; for an empty name, the first layer that is
     * not dense.
     */
    StoredLayer layer(String name) throws WeightsException {
        Predicate<LayerInfo> wanted = name.isEmpty()
                ? layer -> layer.kind() != LayerKind.DENSE
                : layer -> layer.source().equals(name);
        StoredLayer found = first(wanted);
        if (found == null) found = first(layer -> layer.name().equals(name));
        if (found != null) return found;
        if (name.isEmpty()) throw new WeightsException(noFilters());
        throw new WeightsException("has no layer named " + name + "; there are " + listed(layerNames()));
    }

    private StoredLayer first(Predicate<LayerInfo> wanted) {
        for (StoredLayer layer : layers) if (wanted.test(layer.info())) return layer;
        return null;
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
