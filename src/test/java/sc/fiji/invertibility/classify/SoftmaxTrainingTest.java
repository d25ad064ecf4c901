package sc.fiji.invertibility.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.imglib2.parallel.Parallelization;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.train.EpochReport;
import sc.fiji.invertibility.train.TrainingListener;

class SoftmaxTrainingTest {

    private static final int CLASSES = 3, LENGTH = 11;

    @Test
    void theGradientIsThatOfTheCrossEntropyByFiniteDifferences() throws IOException {
        LabelledFeatures images = images(20, 1, 0.3);
        FeatureScaling scaling = FeatureScaling.of(images, Monitor.NONE);
        SplittableRandom random = new SplittableRandom(4);
        float[] weights = new float[CLASSES * LENGTH];
        for (int i = 0; i < weights.length; i++) weights[i] = (float) random.nextDouble() - 0.5f;
        SoftmaxLayer layer = new SoftmaxLayer(CLASSES, LENGTH, weights, new float[CLASSES]);
        SoftmaxBatch batch = new SoftmaxBatch(images, scaling, layer, SoftmaxSettings.of(0, 1, 0, 1));
        int[] order = IntStream.range(0, 20).toArray();
        batch.run(order, 0, 20, 1);
        float[] gradient = batch.gradient().clone();
        float step = 1e-2f;
        for (int i : new int[] {0, 7, 12, 30}) {
            float before = weights[i];
            weights[i] = before + step;
            double above = batch.run(order, 0, 20, 1).loss() / 20;
            weights[i] = before - step;
            double below = batch.run(order, 0, 20, 1).loss() / 20;
            weights[i] = before;
            assertEquals((above - below) / (2 * step), gradient[i], 1e-4, "weight " + i);
        }
    }

    @Test
    void classesThatAreApartAreToldApart() throws IOException {
        LabelledFeatures images = images(90, 2, 0.1), others = images(30, 3, 0.1);
        SoftmaxTraining.Result result = train(images, others, 0.1);
        assertEquals(30, Accuracy.of(result.layer(), others).correct());
        List<EpochReport> epochs = result.epochs();
        assertEquals(30, epochs.size());
        assertTrue(epochs.get(29).training().loss() < epochs.get(0).training().loss() / 3);
        assertEquals(1, epochs.get(29).validation().measure());
    }

    @Test
    void theNumberOfThreadsDoesNotChangeTheResult() {
        float[] one = Parallelization.runWithNumThreads(1, () -> weights());
        float[] three = Parallelization.runWithNumThreads(3, () -> weights());
        assertArrayEquals(one, three);
    }

    @Test
    void aLossThatIsNotANumberIsNamed() throws IOException {
        FeatureStore store = new FeatureMemory(2);
        store.add(new float[] {Float.NaN, 1});
        store.add(new float[] {0, 1});
        LabelledFeatures images = new LabelledFeatures(store, List.of(0, 1));
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> train(images, images, 0));
        assertEquals(
                "training: the loss is not a number any more in epoch 1; expected images and filters whose values are"
                        + " finite",
                refused.getMessage());
    }

    private static float[] weights() {
        try {
            LabelledFeatures images = images(50, 5, 1);
            return train(images, images, 0.5).layer().weights();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static SoftmaxTraining.Result train(LabelledFeatures images, LabelledFeatures others, double dropout)
            throws IOException {
        SoftmaxSettings settings = new SoftmaxSettings(dropout, 30, 0, 8, 1e-2, 1e-4, 6);
        try (Engine engine = Engines.open(Engines.JAVA, warning -> {})) {
            return SoftmaxTraining.of(images, others, CLASSES, settings)
                    .run(engine, TrainingListener.NONE, Monitor.NONE);
        }
    }

    /** Class c is around 5 in feature c and around 2 elsewhere. */
    private static LabelledFeatures images(int count, long seed, double noise) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        FeatureStore store = new FeatureMemory(LENGTH);
        List<Integer> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int label = i % CLASSES;
            float[] row = new float[LENGTH];
            for (int f = 0; f < LENGTH; f++)
                row[f] = (float) ((f == label ? 5 : 2) + noise * (2 * random.nextDouble() - 1));
            store.add(row);
            labels.add(label);
        }
        return new LabelledFeatures(store, labels);
    }
}
