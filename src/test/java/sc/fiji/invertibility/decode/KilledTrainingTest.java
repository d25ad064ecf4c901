package sc.fiji.invertibility.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.invertibility.OtherProcess;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.train.Checkpoint;
import sc.fiji.invertibility.train.CheckpointFile;
import sc.fiji.invertibility.train.EpochReport;
import sc.fiji.invertibility.train.TrainingListener;

/** A killed training of a decoder loses the epoch under way, and nothing else. */
class KilledTrainingTest {

    private static final int EPOCHS = 40;

    @TempDir
    Path folder;

    /** Trains, and says when an epoch is over. */
    static final class Victim {

        private Victim() {}

        public static void main(String[] file) throws IOException {
            train(Path.of(file[0]), new TrainingListener() {
                @Override
                public void epoch(EpochReport report) {
                    System.out.println(report.epoch());
                    // Slowly from here on, so that it is not over before it is killed.
                    if (report.epoch() >= 5) LockSupport.parkNanos(50_000_000);
                }
            });
        }
    }

    private static DecodingNetwork train(Path file, TrainingListener listener) throws IOException {
        try (Engine engine = Engines.open(Engines.JAVA, warning -> {})) {
            return DecoderTrainingTest.training(UnpoolingMode.SWITCHES, 0.1, EPOCHS)
                    .train(engine, DecoderTrainingTest.STRIPES, Optional.empty(), file, true, Monitor.NONE, listener)
                    .decoder();
        }
    }

    @Test
    void whatIsResumedAfterAKillEndsLikeAnUninterruptedTraining() throws Exception {
        Path killed = folder.resolve("killed.safetensors"), checkpoint = CheckpointFile.path(killed);
        OtherProcess victim = OtherProcess.start(Victim.class, killed);
        while (!"5".equals(victim.line())) assertTrue(victim.alive());
        victim.kill();
        assertFalse(Files.exists(killed), "killed before it was trained");
        int done = Checkpoint.read(checkpoint).progress().epoch();
        assertTrue(done >= 5, "epochs that were announced are kept: " + done);

        List<Integer> epochs = new ArrayList<>();
        DecodingNetwork resumed = train(killed, new TrainingListener() {
            @Override
            public void epoch(EpochReport report) {
                epochs.add(report.epoch());
            }
        });
        assertEquals(Stream.iterate(1, i -> i + 1).limit(EPOCHS).toList(), epochs);
        DecodingNetwork whole = train(folder.resolve("whole.safetensors"), TrainingListener.NONE);
        for (int i = 0; i < whole.steps().size(); i++)
            if (whole.steps().get(i) instanceof DecodingStep.Convolution c) {
                DecodingStep.Convolution other =
                        (DecodingStep.Convolution) resumed.steps().get(i);
                assertArrayEquals(c.bank().weights(), other.bank().weights(), c.name());
                assertArrayEquals(c.bank().bias(), other.bank().bias(), c.name());
            }
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(
                    List.of("killed.safetensors", "whole.safetensors"),
                    left.map(path -> path.getFileName().toString()).sorted().toList());
        }
    }
}
