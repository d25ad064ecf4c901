package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Trains decoders for poolings of VGG from a folder of photos, as none of the paper's are available (section 4.5). What
 * they are measured on must come from another folder.
 */
final class DecoderTraining {

    private static final int CROP = 64, EPOCHS = 1_000_000;

    /**
     * What is decoded.
     *
     * @param network the encoder
     * @param pool the pooling layer
     * @param below the last convolution that its activations need
     * @param rate of the training; the four layers of pool2's decoder need a lower one than two, or many of their units
     *     are soon never active again
     */
    private record Target(String network, String pool, String below, double rate) {

        String slug() {
            return network.toLowerCase(Locale.ROOT).replace("-", "") + "-" + pool;
        }
    }

    /** VGG-16 is the paper's network; of VGG-19's decoders, the published one for pool2 is for repeated values only. */
    private static final List<Target> TARGETS = List.of(
            new Target("VGG-16", "pool1", "conv1_2", 0.002),
            new Target("VGG-16", "pool2", "conv2_2", 0.0007),
            new Target("VGG-19", "pool2", "conv2_2", 0.0007));

    /**
     * A decoder of this run.
     *
     * @param encoder the file of its encoder's filters
     * @param pool the pooling layer
     * @param file the decoder's file
     */
    record Trained(ReportInputs.Trained encoder, String pool, Path file) {}

    private DecoderTraining() {}

    /** {@return the decoders; none if the scale, the weights or the photos lack them} */
    static List<Trained> run(ExperimentRunner experiments, ReportInputs inputs) throws IOException {
        List<Trained> decoders = new ArrayList<>();
        double minutes = experiments.scale().decoderMinutes();
        if (minutes == 0 || inputs.images().isEmpty() || inputs.kodakPhotos().isEmpty()) return decoders;
        // What is measured must not have been learnt from.
        if (Files.isSameFile(inputs.images().get(), inputs.kodak().orElseThrow())) return decoders;
        Path folder = Files.createDirectories(experiments.folder().resolve("decoders"));
        for (Target target : TARGETS) {
            ReportInputs.Trained vgg = inputs.trained(target.network).orElse(null);
            if (vgg == null || !vgg.convolutions().contains(target.below)) continue;
            Path file = folder.resolve(target.slug() + ".safetensors");
            var trained = experiments.run(
                    "train-decoder-" + target.slug(),
                    "Train Decoder",
                    "folder",
                    inputs.images().get(),
                    "validation",
                    inputs.kodak().get(),
                    "network",
                    target.network,
                    "filters",
                    "Imported",
                    "weights",
                    vgg.file(),
                    "layer",
                    target.pool,
                    "unpooling",
                    "Switches",
                    "crop",
                    CROP,
                    "rate",
                    target.rate,
                    "epochs",
                    EPOCHS,
                    "minutes",
                    minutes,
                    "save",
                    file);
            if (trained.isPresent() && Files.exists(file)) decoders.add(new Trained(vgg, target.pool, file));
        }
        return decoders;
    }
}
