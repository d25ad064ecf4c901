package sc.fiji.invertibility.classify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Scope;

/**
 * Trains the soft-max on features that do not change. The result depends on the seed alone, not on the number of
 * threads. Features are brought to mean 0 and variance 1 first; the result is for the features as they are.
 */
public final class SoftmaxTraining {

    private final LabelledFeatures training;
    private final LabelledFeatures validation;
    private final int classes;
    private final SoftmaxSettings settings;

    private SoftmaxTraining(
            LabelledFeatures training, LabelledFeatures validation, int classes, SoftmaxSettings settings) {
        this.training = training;
        this.validation = validation;
        this.classes = classes;
        this.settings = settings;
    }

    /**
     * A training that has not begun.
     *
     * @param training the images to learn from, at least one
     * @param validation those to look at after each epoch, possibly none
     * @param classes C ≥ 2
     * @param settings rates and ends
     * @return the training
     */
    public static SoftmaxTraining of(
            LabelledFeatures training, LabelledFeatures validation, int classes, SoftmaxSettings settings) {
        if (training.size() == 0) throw new IllegalArgumentException("training needs at least one image");
        return new SoftmaxTraining(training, validation, classes, settings);
    }

    /**
     * Trains.
     *
     * @param engine where the optimiser changes the weights
     * @param epochs receives a report after each epoch
     * @param monitor receives the progress
     * @return the soft-max
     * @throws IOException if features cannot be read
     * @throws IllegalArgumentException if the loss is not finite any more
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     */
    public SoftmaxLayer run(Engine engine, Consumer<ClassifierEpoch> epochs, Monitor monitor) throws IOException {
        int length = training.length();
        FeatureScaling scaling = FeatureScaling.of(training, monitor);
        SoftmaxLayer layer = new SoftmaxLayer(classes, length, new float[classes * length], new float[classes]);
        SoftmaxBatch batch = new SoftmaxBatch(training, scaling, layer, settings);
        SplittableRandom random = new SplittableRandom(settings.seed());
        int size = settings.batch(training.size());
        long start = System.nanoTime(), limit = (long) (settings.minutes() * 60e9);
        double done = 0;
        try (Scope scope = new Scope()) {
            SoftmaxParameters parameters = new SoftmaxParameters(engine, scope, layer);
            for (int epoch = 1; epoch <= settings.epochs() && done < 1; epoch++) {
                int[] order = shuffled(random);
                double loss = 0;
                long correct = 0, seen = 0;
                for (int from = 0; from < order.length && done < 1; from += size) {
                    monitor.check();
                    int to = Math.min(order.length, from + size);
                    SoftmaxBatch.Result result = batch.run(order, from, to, random.nextLong());
                    loss += result.loss();
                    correct += result.correct();
                    seen += to - from;
                    if (!Double.isFinite(loss))
                        throw new IllegalArgumentException("training: the loss is not a number any more in epoch "
                                + epoch + "; expected images and filters whose values are finite");
                    parameters.step(batch.gradient(), settings, cosine(done));
                    done = (epoch - 1 + (double) to / order.length) / settings.epochs();
                    if (limit > 0) done = Math.max(done, (double) (System.nanoTime() - start) / limit);
                }
                Accuracy checked = accuracy(scaling.undone(layer), validation);
                epochs.accept(new ClassifierEpoch(epoch, loss / seen, new Accuracy(correct, seen), checked));
                monitor.progress(Math.min(1, done), "epoch " + epoch + ", loss " + (float) (loss / seen));
            }
        }
        return scaling.undone(layer);
    }

    private static double cosine(double done) {
        return (1 + Math.cos(Math.PI * Math.min(1, done))) / 2;
    }

    private int[] shuffled(SplittableRandom random) {
        int[] order = IntStream.range(0, training.size()).toArray();
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1), other = order[j];
            order[j] = order[i];
            order[i] = other;
        }
        return order;
    }

    /**
     * Classifies images.
     *
     * @param layer the soft-max
     * @param images the images
     * @return how many are correct
     * @throws IOException if features cannot be read
     */
    public static Accuracy accuracy(SoftmaxLayer layer, LabelledFeatures images) throws IOException {
        List<Integer> wrong = new ArrayList<>();
        float[] features = new float[layer.length()];
        for (int i = 0; i < images.size(); i++) {
            images.read(i, features, 0);
            if (SoftmaxLayer.largest(layer.probabilities(features)) != images.label(i)) wrong.add(i);
        }
        return new Accuracy(images.size() - wrong.size(), images.size());
    }
}
