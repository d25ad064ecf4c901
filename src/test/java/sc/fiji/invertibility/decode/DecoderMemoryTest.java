package sc.fiji.invertibility.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.MemoryBudget;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.java.JavaEngine;
import sc.fiji.invertibility.compute.opencl.OpenClTestDevice;
import sc.fiji.invertibility.compute.opencl.gpu.GpuTestDevice;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.network.Preprocessing;
import sc.fiji.invertibility.train.Example;
import sc.fiji.invertibility.train.ExampleSource;
import sc.fiji.invertibility.train.TrainingListener;

/** The memory of a training step is known before it: enough, not much too much, and told if there is less. */
class DecoderMemoryTest {

    private static final Network ENCODER = Network.singleLayer(
            GaussianFilters.scaled(64, 3, 3, 1),
            Rectification.RELU,
            new Pooling(2, 2, false, Pooling.Selection.LARGEST));

    @TempDir
    Path folder;

    private final String before = System.getProperty(MemoryBudget.PROPERTY);

    @AfterEach
    void restore() {
        if (before == null) System.clearProperty(MemoryBudget.PROPERTY);
        else System.setProperty(MemoryBudget.PROPERTY, before);
    }

    private static Engine open(String kind, long bytes) {
        return switch (kind) {
            case "Java" -> JavaEngine.create(1, bytes);
            case "processor" -> OpenClTestDevice.processor().open(bytes);
            default -> GpuTestDevice.open(bytes);
        };
    }

    private static ExampleSource noise(int count, int side) {
        return new ExampleSource() {
            @Override
            public int size() {
                return count;
            }

            @Override
            public Example read(int index, SplittableRandom random) {
                float[] values = new float[3 * side * side];
                for (int i = 0; i < values.length; i++) values[i] = (float) (255 * random.nextDouble());
                return new Example("noise " + index, ArrayImgs.floats(values, side, side, 3), 0);
            }
        };
    }

    private void train(Engine engine, int crop, int batch, double layers) throws IOException {
        new DecoderTraining(
                        ENCODER,
                        ENCODER.layer("pool1"),
                        Preprocessing.of("RGB minus mean"),
                        UnpoolingMode.SWITCHES,
                        new LossWeights(1, layers),
                        crop,
                        batch,
                        1,
                        Double.POSITIVE_INFINITY,
                        0.01,
                        7)
                .train(
                        engine,
                        noise(batch, crop),
                        Optional.empty(),
                        folder.resolve("a.safetensors"),
                        false,
                        Monitor.NONE,
                        TrainingListener.NONE);
    }

    private static long planned(int crop, int batch, double layers) {
        try (Engine engine = JavaEngine.create(1);
                Scope scope = new Scope()) {
            DecoderPlan plan = new DecoderPlan(ENCODER, ENCODER.layer("pool1"), UnpoolingMode.SWITCHES);
            return DecoderChains.of(engine, scope, plan, plan.steps())
                    .memory(crop, layers > 0)
                    .bytes(batch);
        }
    }

    @ParameterizedTest
    @CsvSource({"Java, 0", "Java, 1", "processor, 0", "processor, 1", "GPU, 0", "GPU, 1"})
    void aStepTakesAsMuchAsIsPlannedAndNotAThirdOfThat(String kind, double layers) throws IOException {
        long bytes = planned(32, 8, layers);
        try (Engine engine = open(kind, bytes)) {
            train(engine, 32, 8, layers);
        }
        try (Engine engine = open(kind, bytes / 3)) {
            assertThrows(OutOfDeviceMemory.class, () -> train(engine, 32, 8, layers));
        }
    }

    @Test
    void aBatchThatDoesNotFitIsRefusedWithOneThatDoes() throws IOException {
        System.setProperty(MemoryBudget.PROPERTY, "12m");
        try (Engine engine = JavaEngine.create(1)) {
            String refusal = assertThrows(IllegalArgumentException.class, () -> train(engine, 48, 16, 0))
                    .getMessage();
            Matcher sentence = Pattern.compile(
                            "batch: a training step of 16 images of 48×48 pixels needs about \\d+ MiB"
                                    + " of device memory, and may take 12 MiB; expected a batch of at most (\\d+), or a crop of"
                                    + " at most (\\d+)")
                    .matcher(refusal);
            assertTrue(sentence.matches(), refusal);
            int batch = Integer.parseInt(sentence.group(1)), crop = Integer.parseInt(sentence.group(2));
            assertThrows(IllegalArgumentException.class, () -> train(engine, 48, batch + 1, 0));
            assertThrows(IllegalArgumentException.class, () -> train(engine, crop + 2, 16, 0));
            assertFalse(Files.exists(folder.resolve("a.safetensors")));
            train(engine, 48, batch, 0);
            train(engine, crop, 16, 0);
        }
    }

    @Test
    void anImageThatDoesNotFitIsRefusedWithACropThatDoes() {
        System.setProperty(MemoryBudget.PROPERTY, "2m");
        try (Engine engine = JavaEngine.create(1)) {
            String refusal = assertThrows(IllegalArgumentException.class, () -> train(engine, 48, 1, 0))
                    .getMessage();
            assertTrue(refusal.startsWith("crop: a training step of one image of 48×48 pixels needs about "), refusal);
            System.setProperty(MemoryBudget.PROPERTY, "1k");
            refusal = assertThrows(IllegalArgumentException.class, () -> train(engine, 48, 1, 0))
                    .getMessage();
            assertEquals("expected a device with more memory", refusal.substring(refusal.indexOf("; ") + 2));
        }
    }
}
