package sc.fiji.invertibility.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.invertibility.OtherProcess;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.java.JavaEngine;
import sc.fiji.invertibility.weights.NamedTensor;
import sc.fiji.invertibility.weights.SafetensorsWriter;
import sc.fiji.invertibility.weights.WeightsException;

/** Whatever ends the writing of a checkpoint, there is a whole one. */
class CheckpointFaultTest {

    private static final int VALUES = 8_000_000;

    @TempDir
    Path folder;

    /** Writes one large checkpoint after the other over each other, all of whose values are its epoch. */
    static final class Writer {

        private Writer() {}

        public static void main(String[] file) throws IOException {
            float[] values = new float[VALUES];
            for (int epoch = 1; epoch < 1_000; epoch++) {
                Arrays.fill(values, epoch);
                Checkpoint.Progress progress = new Checkpoint.Progress(epoch, epoch, 0, "none", 0, 1, List.of());
                NamedTensor tensor = new NamedTensor("values", List.of(VALUES), values);
                new Checkpoint(Map.of("values", tensor), progress, Map.of()).write(Path.of(file[0]));
                if (epoch == 1) System.out.println("ready");
            }
        }
    }

    @Test
    void aProcessKilledWhileItWritesLeavesAWholeCheckpoint() throws Exception {
        Path model = folder.resolve("model.safetensors"), file = CheckpointFile.path(model);
        int halves = 0;
        for (int attempt = 0; attempt < 30 && halves < 2; attempt++) {
            OtherProcess writer = OtherProcess.start(Writer.class, file);
            assertEquals("ready", writer.line());
            while (parts().size() == halves) assertTrue(writer.alive(), "the writer goes on until it is killed");
            writer.kill();
            halves = parts().size();
            Checkpoint checkpoint = Checkpoint.read(file);
            for (float value : checkpoint.tensors().get("values").data())
                assertEquals(checkpoint.progress().epoch(), value);
        }
        assertTrue(halves > 0, "none of 30 processes was killed while it wrote");
        CheckpointFile.beside(model, Map.of(), true).remove();
        assertEquals(List.of(), parts());
        assertFalse(Files.exists(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[1]", "{\"epoch\":1}", "{\"epoch\":\"one\"}"})
    void aRecordThatIsNoneIsToldInWords(String record) throws IOException {
        Path file = folder.resolve("checkpoint");
        NamedTensor tensor = new NamedTensor("values", List.of(1), new float[1]);
        SafetensorsWriter.write(List.of(tensor), Map.of("training", record), file);
        WeightsException refused = assertThrows(WeightsException.class, () -> Checkpoint.read(file));
        assertEquals(
                file + " has a damaged record of its training, expected epochs, steps and history as JSON",
                refused.getMessage());
    }

    @Test
    void aRecordThatSaysTwoThingsIsRefused() throws IOException {
        Path file = folder.resolve("checkpoint");
        String record = "{\"epoch\":1,\"steps\":3,\"history\":[],\"epoch\":2}";
        NamedTensor tensor = new NamedTensor("values", List.of(1), new float[1]);
        SafetensorsWriter.write(List.of(tensor), Map.of("training", record), file);
        WeightsException refused = assertThrows(WeightsException.class, () -> Checkpoint.read(file));
        assertEquals(
                file + " has a damaged record of its training: it has the key \"epoch\" twice in one object of its"
                        + " JSON, expected every key once",
                refused.getMessage());
    }

    private List<Path> parts() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> path.toString().endsWith(".part")).toList();
        }
    }

    /** Trains on a disk that has room for one checkpoint, but not for two, and says what came of it. */
    static final class OnSmallDisk {

        private OnSmallDisk() {}

        public static void main(String[] disk) throws IOException {
            Path file = Path.of(disk[0]).resolve("toy.checkpoint");
            try (Engine engine = JavaEngine.create(1);
                    Scope scope = new Scope()) {
                TrainingSettings settings =
                        TrainingSettings.of(Adam.of(0.02), 3, 9).withCheckpoint(file);
                Map<String, String> metadata = Map.of("model", "x".repeat(100_000));
                new Trainer(
                                engine,
                                ToyClassifier.of(engine, scope, 1),
                                settings,
                                metadata,
                                Monitor.NONE,
                                TrainingListener.NONE)
                        .run(
                                new ExampleBatches(new ToyImages(42, 8, 0), 8, 5, true, new SkippedExamples()),
                                Optional.empty());
                System.out.println("trained");
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
            try (Stream<Path> all = Files.list(file.getParent())) {
                System.out.println(
                        all.map(path -> path.getFileName().toString()).toList());
            }
            System.out.println(Checkpoint.read(file).progress().epoch());
        }
    }

    @Test
    void aFullDiskIsToldInOneSentenceAndTheLastCheckpointStays() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        List<String> small = List.of(
                "unshare", "-Urm", "sh", "-c", "mount -t tmpfs -o size=160k none '" + disk + "' && exec \"$@\"", "sh");
        assumeTrue(mounts(small), "a small disk cannot be mounted here without rights");
        OtherProcess trainer = OtherProcess.start(small, OnSmallDisk.class, disk);
        assertEquals(
                "the checkpoint " + disk.resolve("toy.checkpoint")
                        + " cannot be written: No space left on device; if there was an earlier one, it is still there",
                trainer.line());
        assertEquals("[toy.checkpoint]", trainer.line());
        assertEquals("1", trainer.line());
    }

    private static boolean mounts(List<String> launcher) throws InterruptedException {
        try {
            List<String> words =
                    Stream.concat(launcher.stream(), Stream.of("true")).toList();
            return new ProcessBuilder(words).start().waitFor() == 0;
        } catch (IOException none) {
            return false;
        }
    }
}
