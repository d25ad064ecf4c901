package sc.fiji.invertibility.decode;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import sc.fiji.invertibility.network.Preprocessing;

/** A preprocessing as JSON: {@code {"order": "BGR", "scale": 1, "mean": […], "std": […]}}, or one of its names. */
final class PreprocessingJson {

    private static final Set<String> KEYS = Set.of("order", "scale", "mean", "std");
    private static final int MOST_CHANNELS = 1000;

    private PreprocessingJson() {}

    static Preprocessing read(JsonElement element, String key) {
        if (element.isJsonPrimitive()) return named(element.getAsString(), key);
        JsonObject json = element.getAsJsonObject();
        StrictJson.requireKnown(json, KEYS, key);
        String order = json.has("order") ? json.get("order").getAsString() : "RGB";
        if (!order.equals("RGB") && !order.equals("BGR"))
            throw new IllegalArgumentException(
                    "expected the order \"RGB\" or \"BGR\" as " + key + ", but got \"" + order + "\"");
        List<Double> mean = numbers(json, "mean", 0), std = numbers(json, "std", 1);
        return new Preprocessing(
                order.equals("BGR"), json.has("scale") ? json.get("scale").getAsDouble() : 1, mean, std);
    }

    private static Preprocessing named(String name, String key) {
        try {
            return Preprocessing.of(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    private static List<Double> numbers(JsonObject json, String key, double otherwise) {
        if (!json.has(key)) return List.of(otherwise, otherwise, otherwise);
        JsonArray array = json.getAsJsonArray(key);
        if (array.size() > MOST_CHANNELS)
            throw new IllegalArgumentException("expected at most " + MOST_CHANNELS + " numbers as " + key);
        List<Double> numbers = new ArrayList<>();
        for (JsonElement number : array) numbers.add(number.getAsDouble());
        return numbers;
    }

    static JsonObject of(Preprocessing preprocessing) {
        JsonObject json = new JsonObject();
        json.addProperty("order", preprocessing.reversed() ? "BGR" : "RGB");
        json.addProperty("scale", preprocessing.scale());
        json.add("mean", array(preprocessing.mean()));
        json.add("std", array(preprocessing.std()));
        return json;
    }

    private static JsonArray array(List<Double> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }
}
