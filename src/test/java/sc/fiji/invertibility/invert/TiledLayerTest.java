package sc.fiji.invertibility.invert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import net.imglib2.Cursor;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.OverreportingEngine;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.java.JavaEngine;
import sc.fiji.invertibility.compute.opencl.gpu.EachKernelFamily;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;
import sc.fiji.invertibility.sparse.Activation;
import sc.fiji.invertibility.sparse.PoolingModel;
import sc.fiji.invertibility.sparse.StepRule;

/** A tiled reconstruction is the untiled one, whatever the model, the sizes and the store. */
class TiledLayerTest {

    /** So little that the images below need several tiles. */
    private static final long LITTLE = 200_000;

    @ParameterizedTest
    @ArgumentsSource(EachKernelFamily.class)
    void equalsUntiledForRandomLayers(Engine engine) {
        long seed = 20170504;
        Random random = new Random(seed);
        for (int trial = 0; trial < 12; trial++) {
            int size = 1 + random.nextInt(7), stride = 1 + random.nextInt(2), block = 1 + random.nextInt(4);
            int channels = 1 + random.nextInt(3);
            FilterBank bank = GaussianFilters.unitNorm(6 + random.nextInt(12), channels, size, trial)
                    .withStride(stride);
            if (random.nextBoolean()) bank = bank.withPadding(Padding.VALID);
            Activation activation = Activation.values()[trial % 3];
            Unpooling unpooling = Unpooling.values()[random.nextInt(2)];
            PoolingModel model = new PoolingModel(
                    block, activation, unpooling, random.nextBoolean() ? 100 : 10 + random.nextInt(80));
            StepRule rule = StepRule.values()[random.nextInt(2)];
            int iterations = rule == StepRule.UNIT ? 1 : 3;
            var settings = new InversionSettings(iterations, rule, Scaling.MATCH_NORM, 0, true);
            Img<FloatType> x = image(random, 90 + random.nextInt(60), 80 + random.nextInt(60), channels);
            String what = "seed " + seed + ", trial " + trial + ": " + bank + ", " + model + ", " + settings;

            LayerInversion inversion = LayerInversion.of(engine, bank, model, settings);
            LayerReconstruction whole = inversion.invert(x, Monitor.NONE);
            Messages messages = new Messages();
            LayerReconstruction tiled = inversion.withDeviceLimit(LITTLE).invert(x, messages);

            assertTrue(messages.mention("tiles"), what);
            assertTrue(relativeDifference(whole.image(), tiled.image()) < 1e-5, what);
            assertTrue(relativeDifference(whole.winners(), tiled.winners()) < 1e-2, what);
            for (int i = 0; i < iterations; i++) {
                IterationReport a = whole.iterations().get(i),
                        b = tiled.iterations().get(i);
                assertEquals(a.relativeError(), b.relativeError(), 1e-5, what);
                assertEquals(a.nonzeros(), b.nonzeros(), what);
                assertEquals(a.step(), b.step(), 1e-4 * a.step(), what);
            }
        }
    }

    @ParameterizedTest
    @ArgumentsSource(EachKernelFamily.class)
    void cancellingATileLeavesNothingOnTheDevice(Engine engine) {
        long before = engine.bytesInUse();
        FilterBank bank = GaussianFilters.unitNorm(8, 1, 5, 1);
        PoolingModel model = new PoolingModel(2, Activation.NONE, Unpooling.SWITCHES, 30);
        var settings = new InversionSettings(5, StepRule.NORMALISED, Scaling.NONE, 0, false);
        Monitor stopsAfterAWhile = new Monitor() {
            private int asked;

            @Override
            public void progress(double fraction, String message) {}

            @Override
            public boolean cancelled() {
                return ++asked > 9;
            }
        };
        LayerInversion inversion =
                LayerInversion.of(engine, bank, model, settings).withDeviceLimit(LITTLE);
        Img<FloatType> x = image(new Random(1), 200, 200, 1);
        assertThrows(CancellationException.class, () -> inversion.invert(x, stopsAfterAWhile));
        engine.trim();
        assertEquals(before, engine.bytesInUse());
    }

    @Test
    void whereTheDeviceGivesNoMemoryTilesAreHalvedUntilTheyFit() {
        Img<FloatType> x = image(new Random(3), 220, 180, 2);
        FilterBank bank = GaussianFilters.unitNorm(24, 2, 5, 1);
        PoolingModel model = new PoolingModel(2, Activation.NONE, Unpooling.SWITCHES, 40);
        var settings = new InversionSettings(2, StepRule.NORMALISED, Scaling.MATCH_NORM, 0, false);
        Messages messages = new Messages();
        try (Engine roomy = JavaEngine.create();
                Engine tight = new OverreportingEngine(JavaEngine.create(2, 1_500_000)).engine()) {
            LayerReconstruction expected =
                    LayerInversion.of(roomy, bank, model, settings).invert(x, Monitor.NONE);
            LayerReconstruction actual =
                    LayerInversion.of(tight, bank, model, settings).invert(x, messages);
            assertTrue(relativeDifference(expected.image(), actual.image()) < 1e-5);
            assertTrue(messages.mention("too little memory"));
            tight.trim();
            assertEquals(0, tight.bytesInUse());
        }
    }

    private static Img<FloatType> image(Random random, int width, int height, int channels) {
        float[] values = new float[width * height * channels];
        for (int i = 0; i < values.length; i++) values[i] = random.nextFloat() - 0.5f;
        return ArrayImgs.floats(values, width, height, channels);
    }

    private static double relativeDifference(Img<FloatType> expected, Img<FloatType> actual) {
        double difference = 0, norm = 0;
        Cursor<FloatType> b = Views.flatIterable(actual).cursor();
        for (FloatType a : Views.flatIterable(expected)) {
            double d = a.get() - b.next().get();
            difference += d * d;
            norm += (double) a.get() * a.get();
        }
        return Math.sqrt(difference / norm);
    }

    private static final class Messages implements Monitor {

        private final List<String> messages = new ArrayList<>();

        boolean mention(String word) {
            return messages.stream().anyMatch(m -> m != null && m.contains(word));
        }

        @Override
        public void progress(double fraction, String message) {
            messages.add(message);
        }

        @Override
        public boolean cancelled() {
            return false;
        }
    }
}
