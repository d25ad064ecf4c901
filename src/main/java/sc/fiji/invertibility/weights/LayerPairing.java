package sc.fiji.invertibility.weights;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Makes layers from tensors by their names, for formats that have nothing but names. */
final class LayerPairing {

    /** The suffixes of the tensors of one layer: weights, bias. Longer suffixes come before those they contain. */
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

    private final FileContents contents;
    private final UnaryOperator<String> naming;
    private final Set<String> used = new HashSet<>();

    private LayerPairing(FileContents contents, UnaryOperator<String> naming) {
        this.contents = contents;
        this.naming = naming;
        contents.layers().forEach(layer -> {
            used.add(layer.weights().info().name());
            if (layer.bias() != null) used.add(layer.bias().info().name());
        });
    }

    /** Adds a layer for each tensor of filters that has none yet, and gives the reason if that is not possible. */
    static void complete(FileContents contents, Function<TensorInfo, FilterLayout> layout) throws WeightsException {
        complete(contents, layout, UnaryOperator.identity());
    }

    /** The same for a format in which a layer's name may differ from the common part of its tensors' names. */
    static void complete(FileContents contents, Function<TensorInfo, FilterLayout> layout, UnaryOperator<String> naming)
            throws WeightsException {
        LayerPairing pairing = new LayerPairing(contents, naming);
        for (StoredTensor tensor : contents.tensors().values()) {
            if (pairing.hasFilters(tensor)) pairing.pair(tensor, layout.apply(tensor.info()));
        }
        for (StoredTensor tensor : contents.tensors().values()) {
            if (!pairing.used.contains(tensor.info().name()))
                contents.skip(tensor.info().name(), reason(tensor));
        }
    }

    private boolean hasFilters(StoredTensor tensor) {
        TensorInfo info = tensor.info();
        boolean shaped = info.rank() == 4 || info.rank() == 2 && ending(info.name()) != null;
        return shaped && tensor.readable() && info.elements() > 0 && !used.contains(info.name());
    }

    private void pair(StoredTensor tensor, FilterLayout layout) throws WeightsException {
        String name = tensor.info().name();
        int rank = tensor.info().rank();
        int[] axes = layout.axes(rank);
        StoredTensor bias = bias(name, tensor.info().shape().get(axes[0]));
        LayerKind kind = rank == 4 ? LayerKind.CONVOLUTION : LayerKind.DENSE;
        contents.add(StoredLayer.of(naming.apply(layerName(name)), kind, tensor, axes, 1, bias));
        used.add(name);
        if (bias != null) used.add(bias.info().name());
    }

    private StoredTensor bias(String name, int filters) {
        Map.Entry<String, String> ending = ending(name);
        if (ending == null) return null;
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

    /** The tensor's name without its suffix and without the prefixes of wrappers. */
    static String layerName(String tensor) {
        Map.Entry<String, String> ending = ending(tensor);
        String stem = ending == null
                ? tensor
                : tensor.substring(0, tensor.length() - ending.getKey().length());
        int start = 0;
        while (stem.startsWith("module.", start)) start += "module.".length();
        return start == stem.length() ? tensor : stem.substring(start);
    }

    /** The part of a name after its last "/". */
    static String lastPart(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private static String reason(StoredTensor tensor) {
        TensorInfo info = tensor.info();
        if (!tensor.readable()) return "its elements are of type " + info.dtype() + ", not floating point";
        if (info.elements() == 0) return "it is empty";
        if (info.rank() == 1) return "it is no layer's bias";
        return "it has " + info.rank() + " axes and is no layer's weights";
    }
}
