package sc.fiji.invertibility.decode;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import sc.fiji.invertibility.network.Preprocessing;

/**
 * How the layers of a decoder's file make up a decoding network: what is documented as the JSON record of a decoder.
 *
 * @param encoder what the decoder was trained for
 * @param output what an image becomes in the decoder's output
 * @param steps from the activations to the image
 */
record DecoderRecord(DecodingNetwork.Encoder encoder, Preprocessing output, List<Step> steps) {

    /**
     * One step.
     *
     * @param kind what it does
     * @param name the layer in the decoder's file, or the encoder's pooling
     * @param mirrored for a convolution: whether the border is mirrored
     * @param stride for a transposed convolution: t
     * @param padding rows and columns around the input, −1 for (ℓ−1)/2
     * @param rectified whether ReLU follows
     * @param place for unpooling: where values are put
     */
    record Step(
            Kind kind, String name, boolean mirrored, int stride, int padding, boolean rectified, UnpoolingMode place) {

        static Step convolution(String name, boolean mirrored, boolean rectified) {
            return new Step(Kind.CONVOLUTION, name, mirrored, 1, -1, rectified, null);
        }

        static Step transposed(String name, boolean rectified) {
            return new Step(Kind.TRANSPOSED, name, false, 1, -1, rectified, null);
        }

        static Step unpooling(String pool, UnpoolingMode place) {
            return new Step(Kind.UNPOOLING, pool, false, 1, 0, false, place);
        }
    }

    /** What a step does. */
    enum Kind {
        CONVOLUTION("convolution", Set.of("convolution", "border", "padding", "relu")),
        TRANSPOSED("transposed", Set.of("transposed", "stride", "padding", "relu")),
        UNPOOLING("unpooling", Set.of("unpooling", "place"));

        private final String key;
        private final Set<String> keys;

        Kind(String key, Set<String> keys) {
            this.key = key;
            this.keys = keys;
        }
    }

    private static final Set<String> KEYS = Set.of("network", "layer", "filters", "input", "output", "steps");
    private static final int MOST_STEPS = 1000;
    private static final int LARGEST = 1 << 10;

    /**
     * Reads a record.
     *
     * @param text JSON
     * @throws IllegalArgumentException if it is not such a record; the message is what is wrong, without the file
     */
    static DecoderRecord read(String text) {
        try {
            JsonObject json = StrictJson.parse(text).getAsJsonObject();
            StrictJson.requireKnown(json, KEYS, "the record");
            Optional<Preprocessing> input = json.has("input")
                    ? Optional.of(PreprocessingJson.read(json.get("input"), "input"))
                    : Optional.empty();
            JsonArray array = json.getAsJsonArray("steps");
            if (array == null || array.isEmpty() || array.size() > MOST_STEPS)
                throw new IllegalArgumentException("expected an array of 1 to " + MOST_STEPS + " steps");
            List<Step> steps = new ArrayList<>();
            for (JsonElement step : array) steps.add(step(step.getAsJsonObject()));
            String layer = text(json, "layer", null);
            return new DecoderRecord(
                    new DecodingNetwork.Encoder(text(json, "network", ""), layer, input, filters(json, layer)),
                    json.has("output") ? PreprocessingJson.read(json.get("output"), "output") : Preprocessing.NONE,
                    steps);
        } catch (IOException
                | JsonParseException
                | IllegalStateException
                | ClassCastException
                | UnsupportedOperationException
                | NumberFormatException e) {
            throw new IllegalArgumentException("its JSON cannot be read: " + StrictJson.reason(e), e);
        } catch (StackOverflowError deep) {
            throw new IllegalArgumentException("its JSON cannot be read: it is nested too deeply", deep);
        }
    }

    private static Optional<FilterSketch> filters(JsonObject json, String layer) {
        if (!json.has("filters")) return Optional.empty();
        List<Double> sums = new ArrayList<>();
        for (JsonElement sum : json.getAsJsonArray("filters")) sums.add(sum.getAsDouble());
        if (!sums.stream().allMatch(Double::isFinite))
            throw new IllegalArgumentException("expected finite numbers as filters");
        return Optional.of(new FilterSketch(layer, sums));
    }

    private static Step step(JsonObject json) {
        for (Kind kind : Kind.values()) {
            if (!json.has(kind.key)) continue;
            StrictJson.requireKnown(json, kind.keys, "a step of " + kind.key);
            String name = text(json, kind.key, null);
            if (kind == Kind.UNPOOLING) return Step.unpooling(name, UnpoolingMode.of(text(json, "place", "switches")));
            String border = text(json, "border", "zero");
            if (!border.equals("zero") && !border.equals("mirror"))
                throw new IllegalArgumentException(
                        "expected the border \"zero\" or \"mirror\" of " + name + ", but got \"" + border + "\"");
            return new Step(
                    kind,
                    name,
                    border.equals("mirror"),
                    number(json, "stride", 1, 1),
                    number(json, "padding", -1, 0),
                    StrictJson.flag(json, "relu"),
                    null);
        }
        throw new IllegalArgumentException("a step has none of convolution, transposed, unpooling: " + json);
    }

    private static int number(JsonObject json, String key, int otherwise, int least) {
        if (!json.has(key)) return otherwise;
        double value = json.get(key).getAsDouble();
        if (value != Math.rint(value) || value < least || value > LARGEST)
            throw new IllegalArgumentException(
                    "expected a whole number of at least " + least + " as " + key + ", but got " + json.get(key));
        return (int) value;
    }

    private static String text(JsonObject json, String key, String otherwise) {
        if (json.has(key)) return json.get(key).getAsString();
        if (otherwise == null) throw new IllegalArgumentException("expected the key \"" + key + "\"");
        return otherwise;
    }

    /** The record as JSON, which {@link #read} reads. */
    String text() {
        JsonObject json = new JsonObject();
        json.addProperty("network", encoder.network());
        json.addProperty("layer", encoder.layer());
        encoder.filters().ifPresent(filters -> {
            JsonArray sums = new JsonArray();
            filters.sums().forEach(sums::add);
            json.add("filters", sums);
        });
        encoder.input().ifPresent(input -> json.add("input", PreprocessingJson.of(input)));
        json.add("output", PreprocessingJson.of(output));
        JsonArray array = new JsonArray();
        for (Step step : steps) array.add(json(step));
        json.add("steps", array);
        return json.toString();
    }

    private static JsonObject json(Step step) {
        JsonObject json = new JsonObject();
        json.addProperty(step.kind.key, step.name);
        switch (step.kind) {
            case UNPOOLING -> json.addProperty("place", step.place.toString());
            case CONVOLUTION -> json.addProperty("border", step.mirrored ? "mirror" : "zero");
            case TRANSPOSED -> json.addProperty("stride", step.stride);
        }
        if (step.kind == Kind.UNPOOLING) return json;
        if (step.padding >= 0) json.addProperty("padding", step.padding);
        json.addProperty("relu", step.rectified);
        return json;
    }
}
