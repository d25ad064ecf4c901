package sc.fiji.invertibility.measure;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.weights.DistinctKeys;

/**
 * Layer-wise sparsity (tables 2 and 7): the percentage of non-zeros in each layer's activations, with its mean and
 * spread over images. Its size does not depend on the number of images, and it can be saved and resumed.
 *
 * @param setting a description of what was measured; numbers of another setting are not added to it
 * @param last the last image that was measured; empty if there was none
 * @param layers for each layer, in the network's order, the percentages so far
 * @param skipped images that could not be measured, with the reasons
 */
public record SparsityLevel(String setting, String last, Map<String, Moments> layers, Map<String, String> skipped) {

    /** Far more than the state of any measurement, and little enough to be read at once. */
    private static final long MOST_BYTES = 64 << 20;

    /**
     * Creates a state.
     *
     * @param setting a description of what was measured
     * @param last the last image that was measured
     * @param layers the percentages so far; copied
     * @param skipped images that could not be measured, with the reasons; copied
     */
    public SparsityLevel {
        layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
        skipped = Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
    }

    /**
     * Starts without any images.
     *
     * @param setting a description of what is measured, such as network, weights and image size
     * @return the state
     */
    public static SparsityLevel start(String setting) {
        return new SparsityLevel(setting, "", Map.of(), Map.of());
    }

    /**
     * Returns the percentage of non-zeros of a map.
     *
     * @param engine the engine that holds it
     * @param activations the map
     * @return 0 … 100
     */
    public static double nonzeroPercent(Engine engine, FeatureMap activations) {
        return 100.0
                * engine.magnitudes(activations).nonzeros()
                / activations.shape().size();
    }

    /**
     * Adds an image.
     *
     * @param image its name
     * @param percentages for each layer, in the network's order; the same layers for all images
     * @return the state with it
     */
    public SparsityLevel plus(String image, Map<String, Double> percentages) {
        if (!layers.isEmpty() && !layers.keySet().equals(percentages.keySet()))
            throw new IllegalArgumentException(
                    image + " has the layers " + percentages.keySet() + ", those before " + layers.keySet());
        Map<String, Moments> next = new LinkedHashMap<>();
        percentages.forEach((layer, percent) ->
                next.put(layer, layers.getOrDefault(layer, Moments.NONE).plus(percent)));
        return new SparsityLevel(setting, image, next, skipped);
    }

    /**
     * Skips an image.
     *
     * @param image its name
     * @param reason why it cannot be measured
     * @return the state with that noted
     */
    public SparsityLevel without(String image, String reason) {
        Map<String, String> longer = new LinkedHashMap<>(skipped);
        longer.put(image, reason);
        return new SparsityLevel(setting, image, layers, longer);
    }

    /** {@return the number of images measured} */
    public long images() {
        return layers.values().stream().mapToLong(Moments::count).max().orElse(0);
    }

    /**
     * Saves the state, completely or not at all.
     *
     * @param file the file to write
     * @throws IOException if that fails
     */
    public void write(Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, new Gson().toJson(this), StandardCharsets.UTF_8);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Loads a saved state.
     *
     * @param file the file
     * @param setting a description of what is to be measured
     * @return the state; a new one if the file does not exist or has another setting
     * @throws IOException if it cannot be read, has other content, or has a key twice
     */
    public static SparsityLevel resume(Path file, String setting) throws IOException {
        if (!Files.exists(file)) return start(setting);
        try {
            if (Files.size(file) > MOST_BYTES) throw noState(file, null);
            SparsityLevel state = parsed(file, Files.readString(file));
            return setting.equals(state.setting) ? state : start(setting);
        } catch (CharacterCodingException e) {
            throw noState(file, e);
        }
    }

    private static SparsityLevel parsed(Path file, String json) throws IOException {
        try {
            DistinctKeys.require(json);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is not the state of a sparsity measurement: " + e.getMessage(), e);
        }
        SparsityLevel state;
        try {
            state = new Gson().fromJson(json, SparsityLevel.class);
        } catch (RuntimeException e) {
            // Besides its own exceptions, Gson passes on what a constructor throws of missing parts.
            throw noState(file, e);
        }
        if (state == null || state.setting == null || state.last == null) throw noState(file, null);
        return state;
    }

    private static IOException noState(Path file, Exception cause) {
        return new IOException(
                file + " is not the state of a sparsity measurement; expected one, or the name of a new file", cause);
    }
}
