package sc.fiji.invertibility.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sc.fiji.invertibility.decode.DecoderTraining;
import sc.fiji.invertibility.decode.LossWeights;
import sc.fiji.invertibility.decode.Place;
import sc.fiji.invertibility.image.ImageCrops;
import sc.fiji.invertibility.image.ImageFolder;
import sc.fiji.invertibility.train.ExampleSource;

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
        Place place,
        LossWeights weights,
        Path folder,
        Path file) {

    /** Without a folder for validation, one of so many images is not learnt from. */
    private static final int HELD_OUT = 10;

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
                Choice.TRAINED_PLACE.of(parameters.unpooling),
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

    /** The images that are learnt from. */
    ExampleSource images() throws IOException {
        ImageFolder images = ImageFolder.of(folder);
        List<Path> files = new ArrayList<>(images.files());
        if (!separate() && files.size() >= HELD_OUT) files.removeAll(held(images));
        return new ImageCrops(images, files, parameters.crop, true);
    }

    /** The images that are measured; empty if there is no folder for them, and too few to hold some out. */
    Optional<ExampleSource> validation() throws IOException {
        ImageFolder images = ImageFolder.of(separate() ? parameters.validation.toPath() : folder);
        List<Path> files = separate() ? images.files() : held(images);
        return files.isEmpty() ? Optional.empty() : Optional.of(new ImageCrops(images, files, parameters.crop, false));
    }

    private boolean separate() {
        return parameters.validation != null && !parameters.validation.getPath().isBlank();
    }

    private static List<Path> held(ImageFolder images) {
        List<Path> held = new ArrayList<>();
        for (int i = HELD_OUT - 1; i < images.files().size(); i += HELD_OUT)
            held.add(images.files().get(i));
        return held;
    }
}
