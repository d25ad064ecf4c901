package sc.fiji.invertibility.soak;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A line for the runner as somebody in a hurry would type it: mostly right. */
final class RandomLine {

    private static final String[] BANKS = {"Gaussian random", "Wavelet", "Local Fourier", "Cosine", "Gabor"};

    private final Random random;
    private final List<String> words = new ArrayList<>();

    private RandomLine(Random random) {
        this.random = random;
    }

    /**
     * Makes up a line.
     *
     * @param image the image that it is about
     * @param out where the results go
     */
    static List<String> about(Path image, Path out, Random random) {
        RandomLine line = new RandomLine(random);
        line.command(image);
        line.key("out", out);
        line.sometimes("device", "Java", "Auto", "Java", "Auto", "No such device");
        if (random.nextInt(12) == 0) line.mistake();
        return line.words;
    }

    private void command(Path image) {
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> layer(image);
            case 3 -> network(image);
            case 4 -> sparsity(image);
            case 5 -> features(image);
            case 6 -> {
                words.add("recover-sparse-code");
                key("image", image);
                key("count", 1 + random.nextInt(8));
                key("iterations", 1 + random.nextInt(20));
            }
            default -> {
                words.add("show-filters");
                sometimes("filters", (Object[]) BANKS);
                sometimes("count", 1, 8, 0, 64);
                sometimes("zoom", 0, 1, 3, -1);
            }
        }
    }

    private void layer(Path image) {
        words.add("reconstruct-from-layer");
        key(random.nextInt(4) == 0 ? "images" : "image", image);
        sometimes("filters", (Object[]) BANKS);
        sometimes("count", 1, 7, 16, 64, 0);
        sometimes("size", 1, 3, 5, 7, 4, -3);
        sometimes("stride", 1, 2, 3, 100);
        sometimes("pool", 1, 2, 3, 8, 0);
        sometimes("keep", 100, 25, 1, 0, 101);
        sometimes("iterations", 1, 3, 20, 0);
        sometimes("step", "Unit", "Normalised");
        sometimes("activation", "None", "ReLU", "CReLU");
        sometimes("scaling", "None", "Match norm", "Least squares");
        sometimes("unpooling", "Switches", "Top-left");
        sometimes("exact", true, false);
        sometimes("perfilter", true, false);
    }

    private void network(Path image) {
        words.add("reconstruct-from-layer");
        key("image", image);
        key("network", random.nextBoolean() ? "VGG-16" : "AlexNet");
        sometimes("layer", "conv1_1", "pool1", "conv1", "conv9_9");
        sometimes("iterations", 1, 3);
        sometimes("count", 64, -1);
        sometimes("unpooling", "Switches", "Top-left");
    }

    private void sparsity(Path image) {
        words.add("activation-sparsity");
        if (random.nextBoolean()) key("folder", image.getParent());
        else key("image", image);
        key("network", random.nextBoolean() ? "VGG-16" : "Single layer");
        sometimes("layer", "conv1_1", "pool1");
    }

    private void features(Path image) {
        words.add("feature-stack");
        key("image", image);
        key("layer", "conv1_1");
        sometimes("upsample", true, false);
        sometimes("resize", "None", "Crop 224");
    }

    private void mistake() {
        switch (random.nextInt(4)) {
            case 0 -> key("cuont", 5);
            case 1 -> words.add("stray");
            case 2 -> words.set(0, "reconstruct-form-layer");
            default -> key("patience", "0");
        }
    }

    private void key(String key, Object value) {
        words.add(key + "=" + value);
    }

    private void sometimes(String key, Object... values) {
        if (random.nextBoolean()) key(key, values[random.nextInt(values.length)]);
    }
}
