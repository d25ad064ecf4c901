package sc.fiji.invertibility.classify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.network.Preprocessing;
import sc.fiji.invertibility.train.CheckpointFile;
import sc.fiji.invertibility.train.TrainingListener;

/**
 * Trains a classifier on fixed filters (section 4.1): the features of every image are computed once, and then the
 * soft-max is trained.
 */
public final class ClassifierTraining {

    /** What part of the time the features take, roughly. */
    private static final double FEATURES = 0.6;

    private final LabelledImages training;
    private final LabelledImages validation;
    private final ImageForm form;
    private final FixedFilters filters;
    private final SoftmaxSettings settings;
    private final long memory;
    private final Path folder;
    private final Optional<Path> model;
    private final boolean resumes;

    private ClassifierTraining(
            LabelledImages training,
            LabelledImages validation,
            ImageForm form,
            FixedFilters filters,
            SoftmaxSettings settings,
            long memory,
            Path folder,
            Optional<Path> model,
            boolean resumes) {
        this.training = training;
        this.validation = validation;
        this.form = form;
        this.filters = filters;
        this.settings = settings;
        this.memory = memory;
        this.folder = folder;
        this.model = model;
        this.resumes = resumes;
    }

    /**
     * A training that has not begun, with at most half of the heap for features.
     *
     * @param training the images to learn from
     * @param validation the images to check with
     * @param form the form of an image, which their sources give
     * @param filters where the layers come from
     * @param settings how the soft-max is trained
     * @return the training
     */
    public static ClassifierTraining of(
            LabelledImages training,
            LabelledImages validation,
            ImageForm form,
            FixedFilters filters,
            SoftmaxSettings settings) {
        long memory = Runtime.getRuntime().maxMemory() / 2;
        return new ClassifierTraining(
                training, validation, form, filters, settings, memory, null, Optional.empty(), false);
    }

    /**
     * Returns this training with another limit of memory.
     *
     * @param bytes what all features together may take of the heap
     * @param folder where files of features are made beyond that; null for the system's folder
     * @return the changed training
     */
    public ClassifierTraining withMemory(long bytes, Path folder) {
        return new ClassifierTraining(training, validation, form, filters, settings, bytes, folder, model, resumes);
    }

    /**
     * Returns this training with a checkpoint after each epoch of the soft-max. A run that goes on from it computes the
     * features anew, and ends with the same bits as one that was not interrupted.
     *
     * @param file where the classifier will be saved; the checkpoint is beside it
     * @param goesOn whether to go on from a checkpoint that is already there
     * @return the changed training
     */
    public ClassifierTraining withCheckpoint(Path file, boolean goesOn) {
        return new ClassifierTraining(
                training, validation, form, filters, settings, memory, folder, Optional.of(file), goesOn);
    }

    /**
     * Trains.
     *
     * @param engine where features are computed
     * @param listener told of each epoch
     * @param monitor receives the progress
     * @return the classifier
     * @throws IOException if features or a checkpoint cannot be stored or read
     * @throws IllegalArgumentException if the images or filters cannot be used; the message is one sentence
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     */
    public TrainedClassifier run(Engine engine, TrainingListener listener, Monitor monitor) throws IOException {
        Map<String, String> skipped = Collections.synchronizedMap(new LinkedHashMap<>());
        Shape image = form.shape();
        List<float[]> sample = ImageSample.of(training, form, settings.seed(), skipped, monitor);
        Preprocessing preprocessing = filters.preprocessing() == null
                ? ChannelPreprocessing.standardised(sample, image)
                : filters.preprocessing();
        for (float[] values : sample) ChannelPreprocessing.apply(preprocessing, values);
        List<FilterLayer> layers = filters.maker().layers(engine, sample, image, monitor.part(0.02, 0.08));
        sample.clear();
        int images = Math.max(1, training.size() + validation.size());
        double middle = 0.08 + (FEATURES - 0.08) * training.size() / images;
        long own = memory / images * training.size();
        try (FeatureExtractor extractor = FeatureExtractor.of(engine, layers, filters.average(), image);
                Features learnt = Features.of(
                        extractor, preprocessing, training, own, folder, skipped, monitor.part(0.08, middle));
                Features checked = Features.of(
                        extractor,
                        preprocessing,
                        validation,
                        memory - own,
                        folder,
                        skipped,
                        monitor.part(middle, FEATURES))) {
            requireEveryClass(learnt.labelled(), skipped);
            SoftmaxTraining work = SoftmaxTraining.of(
                    learnt.labelled(), checked.labelled(), training.classes().size(), settings);
            Optional<CheckpointFile> checkpoint = checkpoint(layers);
            if (checkpoint.isPresent()) work = work.withCheckpoint(checkpoint.get());
            SoftmaxTraining.Result result = work.run(engine, listener, monitor.part(FEATURES, 1));
            SoftmaxLayer top = result.layer();
            Classifier classifier = new Classifier(
                    form, preprocessing, layers, filters.average(), top, training.classes(), filters.origin());
            return new TrainedClassifier(
                    classifier, result.epochs(), learnt.decisions(top), checked.decisions(top), skipped);
        }
    }

    private Optional<CheckpointFile> checkpoint(List<FilterLayer> layers) {
        String notation = ClassifierArchitecture.of(layers, filters.average()).toString();
        Map<String, String> description =
                ClassifierDescription.of(filters.origin(), notation, form, training, validation, settings);
        return model.map(file -> CheckpointFile.beside(file, description, resumes));
    }

    /** Every class needs an image that could be used. */
    private void requireEveryClass(LabelledFeatures learnt, Map<String, String> skipped) {
        for (int c = 0; c < training.classes().size(); c++)
            if (!learnt.labels().contains(c))
                throw new IllegalArgumentException("images: of class '"
                        + training.classes().get(c) + "' no training image can be used" + ImageSample.first(skipped));
    }
}
