package sc.fiji.invertibility.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.measure.ImageQuality;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.network.Preprocessing;
import sc.fiji.invertibility.train.CheckpointFile;
import sc.fiji.invertibility.train.EpochReport;
import sc.fiji.invertibility.train.Example;
import sc.fiji.invertibility.train.ExampleSource;
import sc.fiji.invertibility.train.TrainingListener;

class DecoderTrainingTest {

    private static final int SIDE = 16;

    @TempDir
    Path folder;

    /** Stripes of all directions and colours. */
    static final ExampleSource STRIPES = new ExampleSource() {
        @Override
        public int size() {
            return 12;
        }

        @Override
        public Example read(int index, SplittableRandom random) throws IOException {
            if (index == 5) throw new IOException("stripe 5: broken on purpose");
            float[] values = new float[3 * SIDE * SIDE];
            double dx = Math.cos(index), dy = Math.sin(index), phase = 6 * random.nextDouble();
            for (int i = 0; i < values.length; i++)
                values[i] = (float) (128
                        + 100 * Math.sin(phase + i / (SIDE * SIDE) + 0.7 * (dx * (i % SIDE) + dy * (i / SIDE % SIDE))));
            return new Example("stripe " + index, ArrayImgs.floats(values, SIDE, SIDE, 3), 0);
        }
    };

    static DecoderTraining training(UnpoolingMode place, double layerWeight, int epochs) {
        Network encoder = Network.singleLayer(
                GaussianFilters.scaled(12, 3, 3, 1),
                Rectification.RELU,
                new Pooling(2, 2, false, Pooling.Selection.LARGEST));
        return new DecoderTraining(
                encoder,
                encoder.layer("pool1"),
                Preprocessing.of("RGB minus mean"),
                place,
                new LossWeights(1, layerWeight),
                SIDE,
                4,
                epochs,
                Double.POSITIVE_INFINITY,
                0.01,
                7);
    }

    private DecoderTraining.Result run(DecoderTraining training, Path file, Monitor monitor) throws IOException {
        try (Engine engine = Engines.open(Engines.JAVA, warning -> {})) {
            DecoderTraining.Result result =
                    training.train(engine, STRIPES, Optional.of(STRIPES), file, true, monitor, TrainingListener.NONE);
            assertEquals(List.of("stripe 5: broken on purpose"), result.skipped());
            return result;
        }
    }

    @Test
    void imagesComeBackBetterWithEveryPlaceAndLoss() throws IOException {
        for (UnpoolingMode place : List.of(UnpoolingMode.SWITCHES, UnpoolingMode.TOP_LEFT, UnpoolingMode.REPETITION)) {
            List<EpochReport> history = run(training(place, 0.1, 12), folder.resolve("a.safetensors"), Monitor.NONE)
                    .history();
            double first = history.get(0).validation().measure(),
                    last = history.get(11).validation().measure();
            assertTrue(last > first + 3, place + ": " + first + " dB, then " + last + " dB");
        }
    }

    @Test
    void theSavedDecoderIsAsGoodAsTheOneInTraining() throws IOException {
        Path file = folder.resolve("b.safetensors");
        DecoderTraining training = training(UnpoolingMode.SWITCHES, 0, 6);
        double expected =
                run(training, file, Monitor.NONE).history().get(5).validation().measure();
        DecodingNetwork decoder = DecoderFile.open(file);
        double sum = 0;
        int count = 0;
        try (Engine engine = Engines.open(Engines.JAVA, warning -> {})) {
            for (int i = 0; i < STRIPES.size(); i++) {
                if (i == 5) continue;
                // The random numbers that validation reads with do not matter for the mean over so many phases.
                var image = STRIPES.read(i, new SplittableRandom(i)).image();
                try (EncodedImage encoded = EncodedImage.of(
                        engine, training.encoder(), "pool1", training.input().apply(image), Monitor.NONE)) {
                    sum += ImageQuality.psnr(
                            Decoder.of(decoder, encoded).decode(encoded.activations(), Monitor.NONE), image, 255);
                    count++;
                }
            }
        }
        assertEquals(expected, sum / count, 1.5);
        assertFalse(Files.exists(CheckpointFile.path(file)), "the checkpoint of a finished training");
    }

    @Test
    void aResumedTrainingEndsLikeAnUninterruptedOne() throws IOException {
        Path whole = folder.resolve("whole.safetensors"), parts = folder.resolve("parts.safetensors");
        DecoderTraining training = training(UnpoolingMode.SWITCHES, 0.1, 4);
        DecodingNetwork expected = run(training, whole, Monitor.NONE).decoder();
        Monitor stopping = new Monitor() {
            private double fraction;

            @Override
            public void progress(double done, String message) {
                fraction = done;
            }

            @Override
            public boolean cancelled() {
                return fraction > 0.6;
            }
        };
        assertThrows(CancellationException.class, () -> run(training, parts, stopping));
        assertTrue(Files.exists(CheckpointFile.path(parts)));
        DecodingNetwork resumed = run(training, parts, Monitor.NONE).decoder();
        for (int i = 0; i < expected.steps().size(); i++)
            if (expected.steps().get(i) instanceof DecodingStep.Convolution c)
                assertArrayEquals(
                        c.bank().weights(),
                        ((DecodingStep.Convolution) resumed.steps().get(i))
                                .bank()
                                .weights());
    }

    @Test
    void theRefusalOfAnotherTrainingsCheckpointNamesWhatDiffers() {
        Path file = folder.resolve("other.safetensors");
        Monitor stopping = new Monitor() {
            private double fraction;

            @Override
            public void progress(double done, String message) {
                fraction = done;
            }

            @Override
            public boolean cancelled() {
                return fraction > 0.6;
            }
        };
        DecoderTraining mine = training(UnpoolingMode.SWITCHES, 0, 4);
        assertThrows(CancellationException.class, () -> run(mine, file, stopping));
        String instead = "; choose another file, remove it, or start anew with resume=false";
        assertEquals(
                "save: the checkpoint other.safetensors.checkpoint is of another training, unpooling was switches and is"
                        + " top-left" + instead,
                refusal(training(UnpoolingMode.TOP_LEFT, 0, 4), Optional.of(STRIPES), file));
        assertEquals(
                "save: the checkpoint other.safetensors.checkpoint is of another training, validation was 12 images and"
                        + " is none" + instead,
                refusal(mine, Optional.empty(), file));
        String filters = refusal(withFilters(mine, 4), Optional.of(STRIPES), file);
        assertTrue(filters.contains("is of another training, filters was "), filters);
    }

    private static DecoderTraining withFilters(DecoderTraining training, int seed) {
        Network others = Network.singleLayer(
                GaussianFilters.scaled(12, 3, 3, seed),
                Rectification.RELU,
                new Pooling(2, 2, false, Pooling.Selection.LARGEST));
        return new DecoderTraining(
                others,
                others.layer("pool1"),
                training.input(),
                training.place(),
                training.weights(),
                training.crop(),
                training.batch(),
                training.epochs(),
                training.minutes(),
                training.rate(),
                training.seed());
    }

    private static String refusal(DecoderTraining training, Optional<ExampleSource> validation, Path file) {
        try (Engine engine = Engines.open(Engines.JAVA, warning -> {})) {
            return assertThrows(
                            IllegalArgumentException.class,
                            () -> training.train(
                                    engine, STRIPES, validation, file, true, Monitor.NONE, TrainingListener.NONE))
                    .getMessage();
        }
    }

    @Test
    void aCropThatPoolingDoesNotDivideIsRefused() {
        DecoderTraining odd = training(UnpoolingMode.SWITCHES, 0, 1);
        DecoderTraining training = new DecoderTraining(
                odd.encoder(), odd.layer(), odd.input(), odd.place(), odd.weights(), 15, 4, 1, 1, 0.01, 7);
        String refusal = assertThrows(
                        IllegalArgumentException.class,
                        () -> run(training, folder.resolve("odd.safetensors"), Monitor.NONE))
                .getMessage();
        assertEquals(
                "crop: expected a multiple of the encoder's pooling, as images of 15×15 pixels come back as 3×14×14",
                refusal);
    }
}
