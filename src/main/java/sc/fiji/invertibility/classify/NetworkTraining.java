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
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.network.Preprocessing;
import sc.fiji.invertibility.train.CheckpointFile;
import sc.fiji.invertibility.train.EpochReport;
import sc.fiji.invertibility.train.ExampleBatches;
import sc.fiji.invertibility.train.SkippedExamples;
import sc.fiji.invertibility.train.Trainer;
import sc.fiji.invertibility.train.TrainingDiverged;
import sc.fiji.invertibility.train.TrainingListener;
import sc.fiji.invertibility.train.TrainingSettings;

/**
 * Trains a classifier through all of its layers: with learnt filters, or with fixed random ones whose scale and bias
 * are learnt (appendix C.1). Images are read anew in each epoch, so that memory does not grow with their number.
 *
 * @param training the images to learn from
 * @param validation the images to check with, possibly none
 * @param form the form of an image
 * @param architecture the layers
 * @param learnt whether filters are learnt
 * @param settings how long; the decay is not used
 * @param origin of the filters, in words
 * @param model where the classifier will be saved: the checkpoint of each epoch is beside it; empty for none
 * @param resumes whether to go on from a checkpoint that is already there
 */
public record NetworkTraining(
        LabelledImages training,
        LabelledImages validation,
        ImageForm form,
        ClassifierArchitecture architecture,
        boolean learnt,
        SoftmaxSettings settings,
        String origin,
        Optional<Path> model,
        boolean resumes) {

    /** What part of the time training takes, roughly; the rest are the decisions at the end. */
    private static final double TRAINING = 0.95;

    /**
     * Trains.
     *
     * @param engine where to compute
     * @param listener told of each epoch
     * @param monitor receives the progress
     * @return the classifier
     * @throws IOException if no image can be used, or a checkpoint cannot be read or written
     * @throws IllegalArgumentException if the images or the architecture cannot be used, or the loss is not a number
     *     any more; the message is one sentence
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     */
    public TrainedClassifier run(Engine engine, TrainingListener listener, Monitor monitor) throws IOException {
        Map<String, String> skipped = Collections.synchronizedMap(new LinkedHashMap<>());
        List<float[]> sample = ImageSample.of(training, form, settings.seed(), skipped, monitor);
        Preprocessing preprocessing = ChannelPreprocessing.standardised(sample, form.shape());
        List<EpochReport> reports;
        Classifier classifier;
        try (Scope scope = new Scope()) {
            TrainableClassifier network = TrainableClassifier.gaussian(
                    engine,
                    scope,
                    architecture,
                    form.shape(),
                    training.classes().size(),
                    settings.dropout(),
                    settings.seed(),
                    learnt);
            network.requireMemory(engine, form.shape(), settings.batch(training.size()));
            reports = trainer(engine, network, listener, monitor.part(0.01, TRAINING))
                    .run(
                            batches(training, preprocessing, true, skipped),
                            validation.size() == 0
                                    ? Optional.empty()
                                    : Optional.of(batches(validation, preprocessing, false, skipped)));
            classifier = new Classifier(
                    form,
                    preprocessing,
                    network.layers(),
                    architecture.average(),
                    network.top(),
                    training.classes(),
                    origin);
        } catch (TrainingDiverged e) {
            throw new IllegalArgumentException("training: " + e.getMessage(), e);
        }
        try (ClassifierPass pass = ClassifierPass.of(engine, classifier)) {
            return new TrainedClassifier(
                    classifier,
                    reports,
                    pass.decisions(training, skipped, monitor.part(TRAINING, 0.98)),
                    pass.decisions(validation, skipped, monitor.part(0.98, 1)),
                    skipped);
        }
    }

    /** The trainer of a network, which goes on from a checkpoint if there is one and it is wanted. */
    private Trainer trainer(Engine engine, TrainableClassifier network, TrainingListener listener, Monitor monitor)
            throws IOException {
        TrainingSettings rules = TrainingSettings.of(settings.optimiser(), settings.epochs(), settings.seed())
                .withSchedule(TrainingSettings.Schedule.COSINE);
        if (settings.minutes() > 0) rules = rules.withMinutes(settings.minutes());
        Optional<CheckpointFile> checkpoint = model.map(file -> CheckpointFile.beside(file, description(), resumes));
        if (checkpoint.isPresent())
            rules = rules.withCheckpoint(checkpoint.get().path());
        Trainer trainer = new Trainer(engine, network, rules, description(), monitor, listener);
        if (checkpoint.isPresent()) checkpoint.get().earlier().ifPresent(trainer::resume);
        return trainer;
    }

    private ExampleBatches batches(
            LabelledImages set, Preprocessing preprocessing, boolean shuffled, Map<String, String> skipped) {
        LabelledExamples examples = new LabelledExamples(set, form.shape(), preprocessing, skipped);
        return new ExampleBatches(
                examples, settings.batch(training.size()), settings.seed(), shuffled, new SkippedExamples());
    }

    private Map<String, String> description() {
        String kind = origin + (learnt ? "" : " with learnt scale and bias");
        return ClassifierDescription.of(kind, architecture.toString(), form, training, validation, settings);
    }
}
