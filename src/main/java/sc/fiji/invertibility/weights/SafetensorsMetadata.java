package sc.fiji.invertibility.weights;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The entries that the plugin adds to a safetensors file's {@code __metadata__}, whose values must be strings: the
 * preprocessing record and, for layers that are more than their tensors, kind and groups.
 */
final class SafetensorsMetadata {

    static final String PREPROCESSING = "preprocessing";
    static final String LAYERS = "layers";

    private static final int MAX_CHANNELS = 1_000;
    private static final int SHOWN = 300;

    private SafetensorsMetadata() {}

    static String text(PreprocessingRecord record) {
        JsonObject json = new JsonObject();
        json.addProperty("order", record.order().name());
        json.addProperty("scale", record.scale());
        json.add("mean", array(record.mean()));
        json.add("std", array(record.std()));
        json.addProperty("origin", record.origin());
        return json.toString();
    }

    static String text(List<LayerInfo> layers) {
        JsonObject json = new JsonObject();
        for (LayerInfo layer : layers)
            json.addProperty(layer.name(), layer.kind().name() + " " + layer.groups());
        return json.toString();
    }

    /** Uses the plugin's own entries; those of other programs are left alone. */
    static void apply(Map<String, String> metadata, FileContents contents, ReadingBudget budget) throws IOException {
        String preprocessing = metadata.get(PREPROCESSING);
        if (preprocessing != null) contents.preprocessing(record(preprocessing, budget));
        String layers = metadata.get(LAYERS);
        if (layers == null) return;
        for (Map.Entry<String, String> entry : strings(layers, budget).entrySet()) {
            StoredTensor weights = contents.tensors().get(entry.getKey() + ".weight");
            StoredTensor bias = contents.tensors().get(entry.getKey() + ".bias");
            if (weights == null || !weights.readable()) continue;
            contents.add(layer(entry.getKey(), entry.getValue(), weights, bias));
        }
    }

    private static StoredLayer layer(String name, String text, StoredTensor weights, StoredTensor bias)
            throws WeightsException {
        int space = text.indexOf(' ');
        int rank = weights.info().rank();
        try {
            LayerKind kind = LayerKind.valueOf(text.substring(0, Math.max(0, space)));
            int groups = Integer.parseInt(text.substring(space + 1));
            if (rank == (kind == LayerKind.DENSE ? 2 : 4))
                return StoredLayer.of(name, kind, weights, FilterLayout.OIHW.axes(rank), groups, bias);
        } catch (IllegalArgumentException e) {
            throw new WeightsException("says of layer " + name + " \"" + text + "\", expected a kind and groups", e);
        }
        throw new WeightsException("calls layer " + name + " " + text + ", but its weights have " + rank + " axes");
    }

    private static PreprocessingRecord record(String text, ReadingBudget budget) throws IOException {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            String order = "";
            double scale = Double.NaN;
            String origin = "the file";
            Map<String, List<Double>> channels = new HashMap<>();
            DistinctKeys keys = new DistinctKeys();
            reader.beginObject();
            while (reader.hasNext()) {
                budget.object();
                String key = keys.next(reader);
                switch (key) {
                    case "order" -> order = reader.nextString();
                    case "scale" -> scale = reader.nextDouble();
                    case "origin" -> origin = reader.nextString();
                    case "mean", "std" -> channels.put(key, numbers(reader));
                    default -> reader.skipValue();
                }
            }
            reader.endObject();
            return new PreprocessingRecord(
                    PreprocessingRecord.ChannelOrder.valueOf(order),
                    // Earlier versions rounded it to 32 bits.
                    (float) scale == 1 / 255f ? 1 / 255.0 : scale,
                    channels.getOrDefault("mean", List.of()),
                    channels.getOrDefault("std", List.of()),
                    origin);
        } catch (JsonParseException | IllegalStateException | IllegalArgumentException e) {
            String start = text.substring(0, Math.min(text.length(), SHOWN));
            throw new WeightsException("has a damaged preprocessing record: " + start, e);
        }
    }

    private static Map<String, String> strings(String text, ReadingBudget budget) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            DistinctKeys keys = new DistinctKeys();
            reader.beginObject();
            while (reader.hasNext()) {
                budget.object();
                entries.put(keys.next(reader), reader.nextString());
            }
            reader.endObject();
            return entries;
        } catch (JsonParseException | IllegalStateException e) {
            throw new WeightsException("has a damaged list of layers", e);
        }
    }

    private static List<Double> numbers(JsonReader reader) throws IOException {
        List<Double> values = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            if (values.size() == MAX_CHANNELS)
                throw new WeightsException("has a preprocessing record of too many channels");
            values.add(reader.nextDouble());
        }
        reader.endArray();
        return values;
    }

    private static JsonArray array(List<Double> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }
}
