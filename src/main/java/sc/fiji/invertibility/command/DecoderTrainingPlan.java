package sc.fiji.invertibility.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import sc.fiji.invertibility.decode.DecoderTraining;
import sc.fiji.invertibility.decode.LossWeights;
import sc.fiji.invertibility.decode.UnpoolingMode;
import sc.fiji.invertibility.image.ExampleCrop;
import sc.fiji.invertibility.image.ExampleFiles;
import sc.fiji.invertibility.image.NetworkInput;

/**
 * The training of a decoding network, as its parameters say.
 *
 * @param parameters what the user said
 * @param filters where the encoder's filters come from
 * @param place where the decoder puts pooled values
 * @param weights what counts how much
 * @param folder what is learnt from
 * @param file where the decoder is saved
 */
record DecoderTrainingPlan(
        DecoderTrainingParameters parameters,
        NetworkFilters filters,
        UnpoolingMode place,
        LossWeights weights,
        Path folder,
        Path file) {

    /**
     * The training that the parameters say.
     *
     * @throws IllegalArgumentException if one of them cannot be used
     */
    static DecoderTrainingPlan of(DecoderTrainingParameters parameters) {
        NetworkSource.requirePreprocessing(parameters.preprocessing);
        ParameterChecks.aboveZero("rate", parameters.rate);
        ParameterChecks.notNegative("minutes", parameters.minutes);
        return new DecoderTrainingPlan(
                parameters,
                NetworkFilters.of(
                        Choice.WHOLE_NETWORK.of(parameters.network),
                        FilterFamily.ofNetwork(parameters.filters),
                        parameters.weights,
                        parameters.seed),
                Choice.TRAINED_UNPOOLING.of(parameters.unpooling),
                new LossWeights(parameters.imageweight, parameters.layerweight),
                folder(parameters.folder),
                target(parameters.save));
    }

    private static Path folder(File folder) {
        if (folder == null || folder.getPath().isBlank())
            throw new IllegalArgumentException("folder: expected a folder with images, but none is given");
        return folder.toPath();
    }

    private static Path target(File save) {
        Path target = ParameterChecks.file("save", save).toAbsolutePath();
        if (target.getFileName() == null || !target.getFileName().toString().endsWith(".safetensors"))
            throw new IllegalArgumentException(
                    "save: expected a file name that ends in .safetensors, but got " + target.getFileName());
        return target;
    }

    DecoderTraining training() throws IOException {
        if (!Files.isDirectory(file.getParent()))
            throw new IllegalArgumentException("save: there is no folder " + file.getParent());
        NetworkSource source = filters.upTo(parameters.layer);
        source.notes().forEach(parameters::warn);
        return new DecoderTraining(
                source.pass().network(),
                source.pass().last(),
                source.preprocessing(parameters.preprocessing),
                place,
                weights,
                ParameterChecks.atLeast("crop", 8, parameters.crop),
                ParameterChecks.atLeast("batch", 1, parameters.batch),
                ParameterChecks.atLeast("epochs", 1, parameters.epochs),
                parameters.minutes == 0 ? Double.POSITIVE_INFINITY : parameters.minutes,
                parameters.rate,
                parameters.seed);
    }

    /** The images that are learnt from, and those that are measured. */
    DecoderImages images() throws IOException {
        ExampleFiles all = files("folder", folder);
        boolean separate = parameters.validation != null
                && !parameters.validation.getPath().isBlank();
        return separate
                ? DecoderImages.of(all, files("validation", parameters.validation.toPath()), crop())
                : DecoderImages.of(all, crop());
    }

    private ExampleCrop crop() {
        return new ExampleCrop(3, 0, parameters.crop, false, false, NetworkInput.Scaling.TYPE_RANGE);
    }

    private static ExampleFiles files(String key, Path folder) throws IOException {
        try {
            return ExampleFiles.of(folder);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }
}
