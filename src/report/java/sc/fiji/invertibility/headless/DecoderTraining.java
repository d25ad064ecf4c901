package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Trains decoders for poolings of VGG-16 from a folder of photos, as none of the paper's are available (section 4.5).
 * What they are measured on must come from another folder.
 */
final class DecoderTraining {

    static final String NETWORK = "VGG-16";

    private static final int CROP = 64, EPOCHS = 1_000_000;
    private static final double RATE = 0.002;

    /** A pooling, and the convolution above, whose filters bring its activations back. */
    private static final Map<String, String> ABOVE = Map.of("pool1", "conv2_1", "pool2", "conv3_1");

    private DecoderTraining() {}

    /** {@return the decoders' files by their poolings, in order; none if the scale, the weights or the photos lack them} */
    static Map<String, Path> run(ExperimentRunner experiments, ReportInputs inputs) throws IOException {
        Map<String, Path> decoders = new LinkedHashMap<>();
        double minutes = experiments.scale().decoderMinutes();
        if (minutes == 0 || inputs.images().isEmpty() || inputs.kodakPhotos().isEmpty()) return decoders;
        // What is measured must not have been learnt from.
        if (Files.isSameFile(inputs.images().get(), inputs.kodak().orElseThrow())) return decoders;
        ReportInputs.Trained vgg = inputs.trained(NETWORK).orElse(null);
        if (vgg == null) return decoders;
        Path folder = Files.createDirectories(experiments.folder().resolve("decoders"));
        for (String pool : ABOVE.keySet().stream().sorted().toList()) {
            if (!vgg.convolutions().contains(ABOVE.get(pool))) continue;
            Path file = folder.resolve("vgg16-" + pool + ".safetensors");
            var trained = experiments.run(
                    "train-decoder-" + pool,
                    "Train Decoder",
                    "folder",
                    inputs.images().get(),
                    "validation",
                    inputs.kodak().get(),
                    "network",
                    NETWORK,
                    "filters",
                    "Imported",
                    "weights",
                    vgg.file(),
                    "layer",
                    pool,
                    "unpooling",
                    "Switches",
                    "crop",
                    CROP,
                    "rate",
                    RATE,
                    "epochs",
                    EPOCHS,
                    "minutes",
                    minutes,
                    "save",
                    file);
            if (trained.isPresent() && Files.exists(file)) decoders.put(pool, file);
        }
        return decoders;
    }
}
