package sc.fiji.invertibility.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.invertibility.OtherProcess;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.train.Checkpoint;
import sc.fiji.invertibility.train.CheckpointFile;
import sc.fiji.invertibility.train.EpochReport;
import sc.fiji.invertibility.train.TrainingListener;

/** A killed training of a classifier loses the epoch under way, and nothing else. */
class KilledTrainingTest {

    private static final int EPOCHS = 60, SIDE = 12;

    @TempDir
    Path folder;

    /** Noise whose brightness tells the class. */
    private static final ImageSource NOISE = new ImageSource() {
        @Override
        public int size() {
            return 60;
        }

        @Override
        public String name(int index) {
            return "noise " + index;
        }

        @Override
        public float[] values(int index) {
            SplittableRandom random = new SplittableRandom(index);
            float[] values = new float[SIDE * SIDE];
            for (int i = 0; i < values.length; i++)
                values[i] = (float) (100 * random.nextDouble() + 30 * (index % 3) * (i % 2));
            return values;
        }
    };

    /** Trains, and says when an epoch is over. */
    static final class Victim {

        private Victim() {}

        public static void main(String[] arguments) throws IOException {
            train(arguments[0], 1, Path.of(arguments[1]), new TrainingListener() {
                @Override
                public void epoch(EpochReport report) {
                    System.out.println(report.epoch());
                    // Slowly from here on, so that it is not over before it is killed.
                    if (report.epoch() >= 5) LockSupport.parkNanos(50_000_000);
                }
            });
        }
    }

    private static TrainedClassifier train(String filters, long seed, Path file, TrainingListener listener)
            throws IOException {
        List<Integer> every = IntStream.range(0, NOISE.size()).boxed().toList();
        List<Integer> labels = every.stream().map(i -> i % 3).toList();
        List<LabelledImages> sets =
                new LabelledImages(NOISE, List.of("dark", "grey", "light"), labels, every).split(0.2, 1);
        ImageForm form = new ImageForm(new Shape(1, SIDE, SIDE), ImageForm.Fit.NONE, ImageForm.Range.TYPE);
        ClassifierArchitecture layers = ClassifierArchitecture.parse("(8)3c-2pmax-2pave");
        SoftmaxSettings settings = SoftmaxSettings.of(0.2, EPOCHS, 0, seed);
        try (Engine engine = Engines.open(Engines.JAVA, warning -> {})) {
            if (!filters.equals("fixed"))
                return new NetworkTraining(
                                sets.get(0),
                                sets.get(1),
                                form,
                                layers,
                                filters.equals("learnt"),
                                settings,
                                "Gaussian",
                                Optional.of(file),
                                true)
                        .run(engine, listener, Monitor.NONE);
            FixedFilters fixed = FixedFilters.of("Gaussian", layers, FilterRecipe.gaussian(seed));
            return ClassifierTraining.of(sets.get(0), sets.get(1), form, fixed, settings)
                    .withCheckpoint(file, true)
                    .run(engine, listener, Monitor.NONE);
        }
    }

    private void kill(String filters, Path file) throws Exception {
        OtherProcess victim = OtherProcess.start(Victim.class, filters, file);
        while (!"5".equals(victim.line())) assertTrue(victim.alive());
        victim.kill();
        int done = Checkpoint.read(CheckpointFile.path(file)).progress().epoch();
        assertTrue(done >= 5, "epochs that were announced are kept: " + done);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fixed", "rescaled", "learnt"})
    void whatIsResumedAfterAKillEndsLikeAnUninterruptedTraining(String filters) throws Exception {
        Path killed = folder.resolve("killed.safetensors");
        kill(filters, killed);
        TrainedClassifier resumed = train(filters, 1, killed, TrainingListener.NONE);
        TrainedClassifier whole = train(filters, 1, folder.resolve("whole.safetensors"), TrainingListener.NONE);
        assertEquals(EPOCHS, resumed.epochs().size());
        for (int i = 0; i < EPOCHS; i++) {
            EpochReport expected = whole.epochs().get(i),
                    actual = resumed.epochs().get(i);
            assertEquals(expected.training(), actual.training());
            assertEquals(expected.validation(), actual.validation());
        }
        Classifier a = whole.classifier(), b = resumed.classifier();
        assertArrayEquals(a.top().weights(), b.top().weights());
        assertArrayEquals(a.top().bias(), b.top().bias());
        assertArrayEquals(
                a.layers().get(0).bank().weights(), b.layers().get(0).bank().weights());
        assertArrayEquals(
                a.layers().get(0).bank().bias(), b.layers().get(0).bank().bias());
        assertEquals(whole.validation(), resumed.validation());
    }

    @Test
    void theCheckpointOfAnotherTrainingIsRefused() throws Exception {
        Path file = folder.resolve("other.safetensors");
        kill("fixed", file);
        String refusal = assertThrows(
                        IllegalArgumentException.class, () -> train("fixed", 2, file, TrainingListener.NONE))
                .getMessage();
        assertEquals(
                "save: the checkpoint other.safetensors.checkpoint is of another training, seed was 1 and is 2; choose"
                        + " another file, remove it, or start anew with resume=false",
                refusal);
    }
}
