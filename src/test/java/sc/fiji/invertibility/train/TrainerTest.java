package sc.fiji.invertibility.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import sc.fiji.invertibility.compute.EachEngine;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.java.JavaEngine;

/** Training learns, is reproducible, survives interruptions, and says why it stops. */
class TrainerTest {

    private static final ToyImages IMAGES = new ToyImages(42, 8, 0);

    @TempDir
    Path folder;

    private static ExampleBatches batches(ExampleSource source) {
        return new ExampleBatches(source, 8, 5, true, new SkippedExamples());
    }

    private static TrainingSettings epochs(int count) {
        return TrainingSettings.of(Adam.of(0.02), count, 9);
    }

    private static Trainer trainer(Engine engine, Objective objective, TrainingSettings settings) {
        return new Trainer(engine, objective, settings, Map.of("model", "a toy"), Monitor.NONE, TrainingListener.NONE);
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void learnsToTellTwoClassesApart(Engine engine) throws IOException {
        for (Optimiser rule : List.of(Adam.of(0.02), new MomentumSgd(0.1, 0.9, 1e-4)))
            try (Scope scope = new Scope()) {
                ToyClassifier toy = ToyClassifier.of(engine, scope, 1);
                ExampleBatches held = new ExampleBatches(new ToyImages(300, 8, 0), 50, 1, false, new SkippedExamples());
                List<EpochReport> curve =
                        trainer(engine, toy, TrainingSettings.of(rule, 12, 1)).run(batches(IMAGES), Optional.of(held));
                assertTrue(
                        curve.get(11).training().loss()
                                < 0.5 * curve.get(0).training().loss(),
                        "" + curve);
                assertTrue(curve.get(11).validation().measure() > 0.95, "" + curve);
                assertEquals(12 * 6, curve.get(11).steps());
            }
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void resumedRunsEndWithTheSameBits(Engine engine) throws IOException {
        for (Optimiser rule : List.of(Adam.of(0.02), new MomentumSgd(0.1, 0.9, 0)))
            try (Scope scope = new Scope()) {
                TrainingSettings settings = TrainingSettings.of(rule, 4, 9);
                ToyClassifier straight = ToyClassifier.of(engine, scope, 1);
                trainer(engine, straight, settings).run(batches(IMAGES), Optional.empty());

                Path file = folder.resolve("toy.safetensors");
                TrainingSettings half = TrainingSettings.of(rule, 2, 9).withCheckpoint(file);
                trainer(engine, ToyClassifier.of(engine, scope, 1), half).run(batches(IMAGES), Optional.empty());
                ToyClassifier resumed = ToyClassifier.of(engine, scope, 2);
                Trainer rest = trainer(engine, resumed, settings);
                rest.resume(Checkpoint.read(file));
                List<EpochReport> curve = rest.run(batches(IMAGES), Optional.empty());

                assertEquals(4, curve.size());
                for (int i = 0; i < straight.parameters().size(); i++)
                    assertArrayEquals(
                            straight.parameters().get(i).tensor().data(),
                            resumed.parameters().get(i).tensor().data(),
                            straight.parameters().get(i).name());
            }
    }

    @Test
    void aStoppedRunKeepsTheLastCheckpoint() throws IOException {
        Path file = folder.resolve("toy.safetensors");
        AtomicInteger steps = new AtomicInteger();
        Monitor stops = new Monitor() {
            @Override
            public void progress(double fraction, String message) {}

            @Override
            public boolean cancelled() {
                return steps.incrementAndGet() > 15;
            }
        };
        try (Engine engine = JavaEngine.create();
                Scope scope = new Scope()) {
            ToyClassifier toy = ToyClassifier.of(engine, scope, 1);
            Trainer trainer = new Trainer(
                    engine,
                    toy,
                    epochs(9).withCheckpoint(file),
                    Map.of("model", "a toy"),
                    stops,
                    TrainingListener.NONE);
            assertThrows(CancellationException.class, () -> trainer.run(batches(IMAGES), Optional.empty()));
        }
        Checkpoint last = Checkpoint.read(file);
        assertEquals(2, last.progress().epoch());
        assertEquals("a toy", last.metadata().get("model"));
    }

    @Test
    void aCheckpointThatCannotBeWrittenKeepsTheEarlierOne() throws IOException {
        Path file = folder.resolve("toy.safetensors");
        try (Engine engine = JavaEngine.create();
                Scope scope = new Scope()) {
            ToyClassifier toy = ToyClassifier.of(engine, scope, 1);
            Trainer first = trainer(engine, toy, epochs(1).withCheckpoint(file));
            first.run(batches(IMAGES), Optional.empty());
            byte[] earlier = Files.readAllBytes(file);
            Path gone = folder.resolve("gone/toy.safetensors");
            Trainer second = trainer(engine, toy, epochs(1).withCheckpoint(gone));
            IOException refusal = assertThrows(IOException.class, () -> second.run(batches(IMAGES), Optional.empty()));
            assertTrue(
                    refusal.getMessage().startsWith("the checkpoint " + gone + " cannot be written: "),
                    refusal::toString);
            assertArrayEquals(earlier, Files.readAllBytes(file));
        }
    }

    @Test
    void aLossThatIsNoNumberEndsTheRun() {
        try (Engine engine = JavaEngine.create();
                Scope scope = new Scope()) {
            ToyClassifier toy = ToyClassifier.of(engine, scope, 1);
            Trainer trainer = trainer(engine, toy, TrainingSettings.of(new MomentumSgd(1e30, 0.9, 0), 9, 1));
            String sentence = assertThrows(TrainingDiverged.class, () -> trainer.run(batches(IMAGES), Optional.empty()))
                    .getMessage();
            assertTrue(
                    sentence.matches("training diverged: the (loss|gradient) became .* in step \\d+, epoch \\d+; .*"),
                    sentence);
        }
    }

    @Test
    void theCheckpointOfATrainingThatDivergesIsRemoved() {
        Path file = folder.resolve("diverging.checkpoint");
        try (Engine engine = JavaEngine.create();
                Scope scope = new Scope()) {
            ToyClassifier toy = ToyClassifier.of(engine, scope, 1);
            List<Boolean> kept = new ArrayList<>();
            TrainingListener looking = new TrainingListener() {
                @Override
                public void epoch(EpochReport report) {
                    kept.add(Files.exists(file));
                }
            };
            TrainingSettings settings =
                    TrainingSettings.of(new MomentumSgd(1e30, 0.9, 0), 9, 1).withCheckpoint(file);
            Trainer trainer = new Trainer(engine, toy, settings, Map.of(), Monitor.NONE, looking);
            ExampleBatches one = new ExampleBatches(IMAGES, IMAGES.size(), 5, true, new SkippedExamples());
            assertThrows(TrainingDiverged.class, () -> trainer.run(one, Optional.empty()));
            assertTrue(kept.contains(true), "an epoch was over before");
            assertFalse(Files.exists(file));
        }
    }

    @Test
    void onlyALossFarAboveThatOfTheFirstStepIsCalledDivergence() throws IOException {
        assertEquals(
                Optional.of(
                        "training diverged: the loss is 4.100e+05 in the last epoch, and was 1.250 in the first step;"
                                + " a lower rate is expected to help"),
                TrainingDiverged.between(1.25, 4.1e5));
        assertEquals(Optional.empty(), TrainingDiverged.between(1.25, 3.5), "as batches differ");
        assertEquals(Optional.empty(), TrainingDiverged.between(0, 1), "a first loss that is not known");
        for (double rate : new double[] {1e-9, 0.02, 1e4}) {
            try (Engine engine = JavaEngine.create();
                    Scope scope = new Scope()) {
                ToyClassifier toy = ToyClassifier.of(engine, scope, 1);
                Trainer trainer = trainer(engine, toy, TrainingSettings.of(new MomentumSgd(rate, 0, 0), 3, 1));
                ExampleBatches single = new ExampleBatches(IMAGES, 1, 5, true, new SkippedExamples());
                trainer.run(single, Optional.empty());
                assertEquals(rate == 1e4, trainer.divergence().isPresent(), "rate " + rate);
            }
        }
    }

    @Test
    void unreadableExamplesAreNamedAndSkipped() throws IOException {
        SkippedExamples skipped = new SkippedExamples();
        try (Engine engine = JavaEngine.create();
                Scope scope = new Scope()) {
            ToyClassifier toy = ToyClassifier.of(engine, scope, 1);
            ExampleBatches some = new ExampleBatches(new ToyImages(42, 8, 10), 8, 5, true, skipped);
            List<EpochReport> curve = trainer(engine, toy, epochs(2)).run(some, Optional.empty());
            assertEquals(38, curve.get(1).training().examples());
            assertEquals(4, skipped.count());
            assertEquals("image 9 is broken", skipped.reasons().get(0));
            ExampleBatches none = new ExampleBatches(new ToyImages(3, 8, 1), 8, 5, true, new SkippedExamples());
            String sentence = assertThrows(
                            IOException.class,
                            () -> trainer(engine, toy, epochs(1)).run(none, Optional.empty()))
                    .getMessage();
            assertEquals("none of the 3 examples can be used; the first: image 0 is broken", sentence);
        }
    }

    @Test
    void aCheckpointOfOtherSettingsIsRefused() throws IOException {
        Path file = folder.resolve("toy.safetensors");
        try (Engine engine = JavaEngine.create();
                Scope scope = new Scope()) {
            ToyClassifier toy = ToyClassifier.of(engine, scope, 1);
            trainer(engine, toy, epochs(1).withCheckpoint(file)).run(batches(IMAGES), Optional.empty());
            Trainer other = trainer(engine, toy, TrainingSettings.of(Adam.of(0.5), 2, 9));
            Checkpoint checkpoint = Checkpoint.read(file);
            assertThrows(IllegalArgumentException.class, () -> other.resume(checkpoint));
        }
    }

    @Test
    void theOrderDependsOnSeedAndEpochAndMissesNothing() {
        ExampleBatches shuffled = batches(IMAGES);
        List<String> first = names(shuffled, 1), again = names(shuffled, 1), second = names(shuffled, 2);
        assertEquals(first, again);
        assertTrue(!first.equals(second));
        assertEquals(first.stream().sorted().toList(), second.stream().sorted().toList());
        assertEquals(42, first.stream().distinct().count());
    }

    private static List<String> names(ExampleBatches batches, int epoch) {
        List<String> names = new ArrayList<>();
        try (BatchStream stream = batches.open(epoch)) {
            for (List<Example> batch = stream.next(); !batch.isEmpty(); batch = stream.next())
                batch.forEach(example -> names.add(example.name()));
        }
        return names;
    }
}
