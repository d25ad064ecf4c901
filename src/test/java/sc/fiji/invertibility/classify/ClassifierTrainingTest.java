package sc.fiji.invertibility.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.train.TrainingListener;

/** Where features are kept makes next to no difference. */
class ClassifierTrainingTest {

    @TempDir
    Path folder;

    private static final ImageSource NOISE = new ImageSource() {
        @Override
        public int size() {
            return 90;
        }

        @Override
        public String name(int index) {
            return "noise " + index;
        }

        @Override
        public float[] values(int index) {
            SplittableRandom random = new SplittableRandom(index);
            float[] values = new float[144];
            for (int i = 0; i < values.length; i++)
                values[i] = (float) (100 * random.nextDouble() + 20 * (index % 3) * (i % 2));
            return values;
        }
    };

    private TrainedClassifier train(long memory) throws IOException {
        List<Integer> every = IntStream.range(0, NOISE.size()).boxed().toList();
        List<LabelledImages> sets = new LabelledImages(
                        NOISE,
                        List.of("a", "b", "c"),
                        every.stream().map(i -> i % 3).toList(),
                        every)
                .split(0.3, 1);
        ImageForm form = new ImageForm(new Shape(1, 12, 12), ImageForm.Fit.NONE, ImageForm.Range.TYPE);
        FixedFilters filters = FixedFilters.of(
                "Gaussian", ClassifierArchitecture.parse("(16)3c-2pmax-2pave"), FilterRecipe.gaussian(1));
        try (Engine engine = Engines.open(Engines.JAVA, warning -> {})) {
            return ClassifierTraining.of(sets.get(0), sets.get(1), form, filters, SoftmaxSettings.of(0, 10, 0, 1))
                    .withMemory(memory, folder)
                    .run(engine, TrainingListener.NONE, Monitor.NONE);
        }
    }

    @Test
    void featuresAtHalfPrecisionOnDiskTrainNearlyTheSameClassifier() throws IOException {
        TrainedClassifier inMemory = train(1 << 30), onDisk = train(0);
        assertNotEquals(
                inMemory.epochs().get(9).training().loss(),
                onDisk.epochs().get(9).training().loss(),
                "numbers of 16 bits are not those of 32");
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(0, left.count());
        }
        for (int epoch = 0; epoch < 10; epoch++)
            assertEquals(
                    inMemory.epochs().get(epoch).training().loss(),
                    onDisk.epochs().get(epoch).training().loss(),
                    2e-3);
    }
}
