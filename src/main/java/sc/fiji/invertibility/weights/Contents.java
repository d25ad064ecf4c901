package sc.fiji.invertibility.weights;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a reader found in a file: collected while it is listed, read afterwards. */
final class Contents {

    private static final int MAX_TENSORS = 100_000;

    private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    private final List<StoredLayer> layers = new ArrayList<>();
    private final Set<String> weightsOfLayers = new HashSet<>();
    private final List<SkippedTensor> skipped = new ArrayList<>();
    private final PreprocessingRecord convention;
    private PreprocessingRecord preprocessing;

    Contents(PreprocessingRecord convention) {
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

    /** Whether a layer has been made of a tensor. */
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
}
