package sc.fiji.invertibility.screenshots;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A call of a command whose outputs are photographed.
 *
 * @param name the file's name
 * @param command its name in the menu
 * @param image an image file, or nothing
 * @param keys names and values
 */
record Shot(String name, String command, String image, Map<String, Object> keys) {

    private static final String PHOTO = "test-images/photo.png", NUCLEI = "test-images/nuclei-16bit.tif";

    /** A shot of each command, with the weights of a network where a file is given. */
    static List<Shot> all(String weights) {
        Map<String, Object> trained = weights.isEmpty()
                ? Map.of("network", "VGG-16")
                : Map.of("network", "VGG-16", "filters", "Imported", "weights", weights);
        return List.of(
                of("reconstruct-from-layer", "Reconstruct From Layer...", NUCLEI)
                        .with(Map.of("keep", 25, "iterations", 10, "step", "Normalised", "scaling", "None")),
                of("reconstruct-from-network", "Reconstruct From Network...", PHOTO)
                        .with(trained)
                        .with(Map.of("layer", "pool2", "iterations", 10)),
                of("feature-stack", "Feature Stack...", PHOTO).with(trained).with(Map.of("layer", "conv1_1")),
                of("show-filters", "Show Filters...", "").with(Map.of("filters", "Gabor", "count", 96, "size", 11)),
                of("filter-coherence", "Filter Coherence...", "").with(trained).with(Map.of("layer", "conv1_1")),
                of("activation-sparsity", "Activation Sparsity...", PHOTO)
                        .with(trained)
                        .with(Map.of("layer", "pool2")),
                of("model-rip", "Model-RIP...", "").with(Map.of("draws", 200, "banks", 2)),
                of("phase-transition", "Phase Transition...", "").with(Map.of("draws", 20)),
                of("switch-ablation", "Switch Ablation...", PHOTO)
                        .with(trained)
                        .with(Map.of("layer", "conv1_2", "resize", "Crop 224")),
                of("recover-sparse-code", "Recover Sparse Code...", PHOTO)
                        .with(trained)
                        .with(Map.of("layer", "conv1_1", "iterations", 100, "resize", "Crop 224")),
                of("layer-wise-error", "Layer-wise Error...", PHOTO)
                        .with(trained)
                        .with(Map.of("layer", "pool1", "resize", "Crop 224", "seeds", 1)),
                of("download-weights", "Download Weights...", "").with(Map.of("network", "List only")),
                of("compute-devices", "Compute Devices...", ""));
    }

    private static Shot of(String name, String command, String image) {
        return new Shot(name, command, image, Map.of());
    }

    private Shot with(Map<String, Object> more) {
        Map<String, Object> all = new LinkedHashMap<>(keys);
        all.putAll(more);
        return new Shot(name, command, image, all);
    }
}
