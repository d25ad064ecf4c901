package sc.fiji.invertibility.weights;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes layers of tensors by their names, for formats that have nothing but names. */
final class LayerPairing {

    /** How the tensors of one layer end: weights, bias. The longer endings come before those they contain. */
    private static final List<Map.Entry<String, String>> ENDINGS = List.of(
            Map.entry("/kernel:0", "/bias:0"),
            Map.entry("/kernel", "/bias"),
            Map.entry("_W_1:0", "_b_1:0"),
            Map.entry("_W:0", "_b:0"),
            Map.entry(".weight", ".bias"),
            Map.entry("_weight", "_bias"),
            Map.entry(".kernel", ".bias"),
            Map.entry("_W", "_b"),
            Map.entry("/vars/0", "/vars/1"));

    private final Contents contents;
    private final Set<String> used = new HashSet<>();

    private LayerPairing(Contents contents) {
        this.contents = contents;
        contents.layers().forEach(layer -> {
            used.add(layer.weights().info().name());
            if (layer.bias() != null) used.add(layer.bias().info().name());
        });
    }

    /** Adds a layer for each tensor of filters that has none yet, and says why others have none. */
    static void complete(Contents contents, FilterLayout layout) throws WeightsException {
        LayerPairing pairing = new LayerPairing(contents);
        for (StoredTensor tensor : contents.tensors().values()) pairing.pair(tensor, layout);
        for (StoredTensor tensor : contents.tensors().values()) {
            if (!pairing.used.contains(tensor.info().name())) {
                contents.skip(tensor.info().name(), reason(tensor));
            }
        }
    }

    private void pair(StoredTensor tensor, FilterLayout layout) throws WeightsException {
        String name = tensor.info().name();
        int rank = tensor.info().rank();
        Map.Entry<String, String> ending = ending(name);
        boolean filters = rank == 4 || rank == 2 && ending != null;
        if (used.contains(name)
                || !tensor.readable()
                || !filters
                || tensor.info().elements() == 0) return;
        int[] axes = layout.axes(rank);
        StoredTensor bias =
                ending == null ? null : bias(name, ending, tensor.info().shape().get(axes[0]));
        LayerKind kind = rank == 4 ? LayerKind.CONVOLUTION : LayerKind.DENSE;
        contents.add(StoredLayer.of(layerName(name), kind, tensor, axes, 1, bias));
        used.add(name);
        if (bias != null) used.add(bias.info().name());
    }

    private StoredTensor bias(String name, Map.Entry<String, String> ending, int filters) {
        String stem = name.substring(0, name.length() - ending.getKey().length());
        StoredTensor bias = contents.tensors().get(stem + ending.getValue());
        boolean fits = bias != null && bias.readable() && bias.info().elements() == filters;
        return fits ? bias : null;
    }

    private static Map.Entry<String, String> ending(String name) {
        return ENDINGS.stream()
                .filter(ending -> name.endsWith(ending.getKey()))
                .findFirst()
                .orElse(null);
    }

    /** The tensor's name without its ending, without the folders of HDF5, without what wrappers put before it. */
    private static String layerName(String tensor) {
        Map.Entry<String, String> ending = ending(tensor);
        String stem = ending == null
                ? tensor
                : tensor.substring(0, tensor.length() - ending.getKey().length());
        String leaf = stem.substring(stem.lastIndexOf('/') + 1);
        while (leaf.startsWith("module.")) leaf = leaf.substring("module.".length());
        return leaf.isEmpty() ? tensor : leaf;
    }

    private static String reason(StoredTensor tensor) {
        TensorInfo info = tensor.info();
        if (!tensor.readable()) return "its elements are of type " + info.dtype() + ", not floating point";
        if (info.elements() == 0) return "it is empty";
        if (info.rank() == 1) return "it is no layer's bias";
        return "it has " + info.rank() + " axes and is no layer's weights";
    }
}
