package sc.fiji.invertibility.classify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.train.Checkpoint;
import sc.fiji.invertibility.train.CheckpointFile;
import sc.fiji.invertibility.train.EpochReport;
import sc.fiji.invertibility.train.Objective;
import sc.fiji.invertibility.train.TrainingListener;

/**
 * Trains the soft-max on features that do not change. The result depends on the seed alone, not on the number of
 * threads. Features are brought to mean 0 and variance 1 first; the result is for the features as they are.
 */
public final class SoftmaxTraining {

    /**
     * What came of a training.
     *
     * @param layer the soft-max, for features as they are
     * @param epochs what each epoch came to; the measure is the accuracy, 0 … 1
     */
    public record Result(SoftmaxLayer layer, List<EpochReport> epochs) {}

    private final LabelledFeatures training;
    private final LabelledFeatures validation;
    private final int classes;
    private final SoftmaxSettings settings;
    private final Optional<CheckpointFile> checkpoint;

    private SoftmaxTraining(
            LabelledFeatures training,
            LabelledFeatures validation,
            int classes,
            SoftmaxSettings settings,
            Optional<CheckpointFile> checkpoint) {
        this.training = training;
        this.validation = validation;
        this.classes = classes;
        this.settings = settings;
        this.checkpoint = checkpoint;
    }

    /**
     * Prepares a training.
     *
     * @param training features to learn from
     * @param validation features to measure the accuracy with after each epoch; perhaps none
     * @param classes how many there are
     * @param settings how to train
     * @return the training
     * @throws IllegalArgumentException if there is nothing to learn from
     */
    public static SoftmaxTraining of(
            LabelledFeatures training, LabelledFeatures validation, int classes, SoftmaxSettings settings) {
        if (training.size() == 0) throw new IllegalArgumentException("training needs at least one image");
        return new SoftmaxTraining(training, validation, classes, settings, Optional.empty());
    }

    /**
     * Keeps a checkpoint.
     *
     * @param file written after each epoch; what it says of an earlier run is gone on from
     * @return a training that does
     */
    public SoftmaxTraining withCheckpoint(CheckpointFile file) {
        return new SoftmaxTraining(training, validation, classes, settings, Optional.of(file));
    }

    /**
     * Trains.
     *
     * @param engine where Adam's steps are computed
     * @param listener told of each epoch
     * @param monitor receives the progress
     * @return the soft-max
     * @throws IllegalArgumentException if the loss is not a number any more
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     * @throws IOException if features cannot be read, or the checkpoint cannot be read or written
     */
    public Result run(Engine engine, TrainingListener listener, Monitor monitor) throws IOException {
        FeatureScaling scaling = FeatureScaling.of(training, monitor);
        SoftmaxLayer layer = new SoftmaxLayer(
                classes, training.length(), new float[classes * training.length()], new float[classes]);
        SoftmaxBatch batch = new SoftmaxBatch(training, scaling, layer, settings);
        EpochDraws draws = new EpochDraws(training.size(), settings);
        List<EpochReport> history = new ArrayList<>();
        try (Scope scope = new Scope()) {
            SoftmaxParameters parameters = new SoftmaxParameters(engine, scope, layer);
            SoftmaxClock clock = SoftmaxClock.start(settings);
            Optional<Checkpoint> earlier =
                    checkpoint.isPresent() ? checkpoint.get().earlier() : Optional.empty();
            if (earlier.isPresent()) {
                parameters.restore(earlier.get());
                history.addAll(earlier.get().progress().history());
                clock = SoftmaxClock.after(
                        history.size(), earlier.get().progress().seconds(), settings);
                listener.resumed(List.copyOf(history));
                history.forEach(past -> draws.skip());
            }
            for (int epoch = history.size() + 1; epoch <= settings.epochs() && clock.done() < 1; epoch++) {
                Objective.Score score = epoch(epoch, batch, parameters, clock, draws, monitor);
                Accuracy checked = Accuracy.of(scaling.undone(layer), validation);
                EpochReport report =
                        new EpochReport(epoch, parameters.steps(), clock.seconds(), score, checked.score(0));
                history.add(report);
                if (checkpoint.isPresent()) write(checkpoint.get(), parameters, clock.seconds(), history);
                listener.epoch(report);
                monitor.progress(Math.min(1, clock.done()), "epoch " + epoch + ", loss " + (float) score.loss());
            }
        }
        return new Result(scaling.undone(layer), List.copyOf(history));
    }

    private Objective.Score epoch(
            int epoch,
            SoftmaxBatch batch,
            SoftmaxParameters parameters,
            SoftmaxClock clock,
            EpochDraws draws,
            Monitor monitor)
            throws IOException {
        int[] order = draws.order();
        int size = settings.batch(training.size());
        double loss = 0;
        long correct = 0, seen = 0;
        for (int from = 0; from < order.length && clock.done() < 1; from += size) {
            monitor.check();
            int to = Math.min(order.length, from + size);
            SoftmaxBatch.Result result = batch.run(order, from, to, draws.step());
            loss += result.loss();
            correct += result.correct();
            seen += to - from;
            if (!Double.isFinite(loss)) {
                // What goes on from it would end here, too.
                if (checkpoint.isPresent()) checkpoint.get().remove();
                throw new IllegalArgumentException("training: the loss is not a number any more in epoch " + epoch
                        + "; expected images and filters whose values are finite");
            }
            parameters.step(batch.gradient(), settings, clock.rate());
            clock.advance(epoch - 1 + (double) to / order.length);
        }
        return new Accuracy(correct, seen).score(loss / seen);
    }

    private void write(CheckpointFile file, SoftmaxParameters parameters, double seconds, List<EpochReport> history)
            throws IOException {
        Checkpoint.Progress progress = new Checkpoint.Progress(
                history.size(),
                parameters.steps(),
                seconds,
                settings.optimiser().record(),
                settings.seed(),
                Math.log(classes),
                List.copyOf(history));
        Checkpoint.of(parameters.parameters(), progress, file.training()).write(file.path());
    }
}
