package sc.fiji.invertibility.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the layers of an architecture by the names that papers and files use for them. */
final class LayerNames {

    /** The suffixes by which frameworks name a layer's tensors. */
    private static final Pattern TENSOR =
            Pattern.compile("(\\.weight|\\.bias|_weight|_bias|_fwd|/kernel|/bias|_w(_[01])?|_b(_[01])?)(:0)?$");

    private static final Pattern SEQUENCE = Pattern.compile("(?:^|\\.)features\\.(\\d{1,3})$");
    private static final Pattern ZOO = Pattern.compile("(?:vgg|alexnet)\\d*_(conv|pool)(\\d{1,3})");
    private static final Pattern BLOCK = Pattern.compile("block(\\d+)_(conv|pool)(\\d*)");
    private static final Pattern PLAIN = Pattern.compile("(conv|c|relu|pool|p|norm)\\(?(\\d+)(?:[,_](\\d+))?\\)?");

    /** Block and index without anything between them, as in {@code conv12}. */
    private static final Pattern DIGITS = Pattern.compile("conv(\\d)(\\d)");

    private final Map<String, Layer> byName = new HashMap<>();

    /** torchvision's indices: a ReLU has an index of its own, a normalisation has none. */
    private final List<Layer> sequence = new ArrayList<>();

    private final Map<String, List<Layer>> byKind = Map.of("conv", new ArrayList<>(), "pool", new ArrayList<>());

    LayerNames(List<Layer> layers) {
        for (Layer layer : layers) {
            byName.put(layer.name().toLowerCase(Locale.ROOT), layer);
            if (layer instanceof Layer.Normalisation || layer instanceof Layer.Reflection) continue;
            sequence.add(layer);
            if (layer instanceof Layer.Convolution) sequence.add(layer);
            byKind.get(layer instanceof Layer.Convolution ? "conv" : "pool").add(layer);
        }
    }

    Optional<Layer> find(String name) {
        String query = name.toLowerCase(Locale.ROOT).replaceAll("\\s", "");
        query = TENSOR.matcher(query).replaceFirst("");
        query = query.substring(query.lastIndexOf('/') + 1);
        Matcher position = SEQUENCE.matcher(query);
        if (position.find()) return at(sequence, position.group(1));
        Matcher zoo = ZOO.matcher(query);
        if (zoo.matches()) return at(byKind.get(zoo.group(1)), zoo.group(2));
        // A wrapper's prefix, such as "module.", says nothing about the layer.
        query = query.substring(query.lastIndexOf('.') + 1);
        Layer found = byName.get(canonical(query));
        Matcher digits = DIGITS.matcher(query);
        return Optional.ofNullable(
                found == null && digits.matches() ? byName.get(join("conv", digits.group(1), digits.group(2))) : found);
    }

    private static Optional<Layer> at(List<Layer> layers, String index) {
        int i = Integer.parseInt(index);
        return i < layers.size() ? Optional.of(layers.get(i)) : Optional.empty();
    }

    private static String canonical(String query) {
        Matcher block = BLOCK.matcher(query);
        if (block.matches()) return join(block.group(2), block.group(1), block.group(3));
        Matcher plain = PLAIN.matcher(query);
        if (!plain.matches()) return query;
        String kind = switch (plain.group(1)) {
            case "c", "relu" -> "conv";
            case "p" -> "pool";
            default -> plain.group(1);
        };
        return join(kind, plain.group(2), plain.group(3));
    }

    private static String join(String kind, String block, String index) {
        return kind + block + (index == null || index.isEmpty() ? "" : "_" + index);
    }
}
