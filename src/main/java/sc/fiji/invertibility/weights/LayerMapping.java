package sc.fiji.invertibility.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.invertibility.network.Architecture;
import sc.fiji.invertibility.network.Layer;

/** Maps a file's layers to those of a network: by their names or, if no name is known, by shape and order. */
record LayerMapping(Map<Layer.Convolution, LayerInfo> layers, List<String> notes) {

    /** Maps a file to an architecture; sizes are checked for the layers in {@code needed}. */
    static LayerMapping of(WeightFile file, Architecture architecture, Architecture needed) throws WeightsException {
        List<LayerInfo> convolutions = convolutions(file);
        LayerMapping named = byName(convolutions, architecture);
        if (named.layers.isEmpty()) return byOrder(file, convolutions, architecture);
        for (Layer.Convolution layer : needed.convolutions()) {
            LayerInfo info = named.layers.get(layer);
            if (info != null && !agree(layer, info))
                throw new WeightsException(file.path().getFileName() + " (" + file.format() + "): the filters of "
                        + info.source() + " are " + sizes(info) + ", but " + layer.name() + " of " + architecture
                        + " has " + layer.sizes() + looksLike(file, architecture));
        }
        return named;
    }

    /** Counts the layers that a file and an architecture have in common, from the image on. */
    static int agreeing(WeightFile file, Architecture architecture) {
        List<LayerInfo> infos = convolutions(file);
        LayerMapping named = byName(infos, architecture);
        Map<Layer.Convolution, LayerInfo> layers = named.layers.isEmpty() ? inOrder(infos, architecture) : named.layers;
        if (layers.entrySet().stream().anyMatch(e -> !agree(e.getKey(), e.getValue()))) return 0;
        return layers.size();
    }

    private static LayerMapping byName(List<LayerInfo> convolutions, Architecture architecture) {
        Map<Layer.Convolution, LayerInfo> layers = new LinkedHashMap<>();
        List<String> notes = new ArrayList<>(), others = new ArrayList<>();
        for (LayerInfo info : convolutions) {
            Layer layer = architecture
                    .find(info.name())
                    .or(() -> architecture.find(LayerPairing.lastPart(info.name())))
                    .orElse(null);
            if (!(layer instanceof Layer.Convolution convolution)) {
                others.add(info.source());
            } else if (layers.putIfAbsent(convolution, info) != null) {
                notes.add(info.source() + " is " + layer.name() + " a second time and is left out");
            }
        }
        if (!others.isEmpty())
            notes.add(String.join(", ", others)
                    + (others.size() == 1 ? " is no layer of " : " are no layers of ")
                    + architecture
                    + (others.size() == 1 ? " and is left out" : " and are left out"));
        return new LayerMapping(layers, notes);
    }

    private static LayerMapping byOrder(WeightFile file, List<LayerInfo> convolutions, Architecture architecture)
            throws WeightsException {
        Map<Layer.Convolution, LayerInfo> layers = inOrder(convolutions, architecture);
        if (layers.isEmpty()) {
            Layer.Convolution first = architecture.convolutions().get(0);
            String found = convolutions.isEmpty()
                    ? "it has no convolutions"
                    : "its first filters, " + convolutions.get(0).source() + ", are " + sizes(convolutions.get(0));
            throw new WeightsException(file.path().getFileName() + " (" + file.format() + "): " + found + ", but "
                    + first.name() + " of " + architecture + " has " + first.sizes() + looksLike(file, architecture));
        }
        List<String> pairs = new ArrayList<>();
        layers.forEach((layer, info) -> pairs.add(layer.name() + " = " + info.source()));
        return new LayerMapping(
                layers,
                List.of("no name in the file is a layer of " + architecture
                        + ", so filters were taken by shape and order: " + String.join(", ", pairs)));
    }

    /** The file's layers in order, as long as their sizes match the architecture's. */
    private static Map<Layer.Convolution, LayerInfo> inOrder(List<LayerInfo> infos, Architecture architecture) {
        Map<Layer.Convolution, LayerInfo> layers = new LinkedHashMap<>();
        List<Layer.Convolution> convolutions = architecture.convolutions();
        for (int i = 0; i < Math.min(infos.size(), convolutions.size()); i++) {
            if (!agree(convolutions.get(i), infos.get(i))) break;
            layers.put(convolutions.get(i), infos.get(i));
        }
        return layers;
    }

    private static List<LayerInfo> convolutions(WeightFile file) {
        return file.layers().stream()
                .filter(layer -> layer.kind() == LayerKind.CONVOLUTION)
                .toList();
    }

    private static boolean agree(Layer.Convolution layer, LayerInfo info) {
        return info.filters() == layer.filters()
                && info.channels() == layer.channels() / layer.groups()
                && info.height() == layer.height()
                && info.width() == layer.width();
    }

    private static String looksLike(WeightFile file, Architecture expected) {
        try {
            Architecture found = NetworkWeights.architecture(file);
            return found.name().equals(expected.name()) ? "" : "; the file looks like " + found;
        } catch (WeightsException e) {
            return "";
        }
    }

    private static String sizes(LayerInfo info) {
        return info.filters() + "×" + info.channels() + "×" + info.height() + "×" + info.width();
    }
}
