package sc.fiji.invertibility.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import sc.fiji.invertibility.compute.EachEngine;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.java.JavaEngine;

class ForwardPassTest {

    private static final Network VGG = Network.gaussian(Vgg.sixteen().upTo("conv2_1"), 5);
    private static final Img<FloatType> IMAGE = Images.random(19, 14, 3, 1);

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void aPassIsItsLayersOneAfterTheOther(Engine engine) {
        List<Layer.Convolution> convolutions = VGG.architecture().convolutions();
        try (Scope scope = new Scope()) {
            FeatureMap h = engine.upload(scope, IMAGE);
            for (int i = 0; i < 2; i++)
                h = engine.convolve(scope, h, engine.pack(scope, VGG.bank(convolutions.get(i))), Rectification.RELU);
            Layer.MaxPool pool = (Layer.MaxPool) VGG.layer("pool1");
            h = engine.pool(scope, h, pool.pooling()).values();
            h = engine.convolve(scope, h, engine.pack(scope, VGG.bank(convolutions.get(2))), Rectification.NONE);
            float[] expected = Images.values(engine.download(h));
            ForwardPass pass = ForwardPass.to(VGG, "conv(2,1)").beforeRectification();
            assertArrayEquals(expected, Images.values(activations(engine, pass)));
            for (int i = 0; i < expected.length; i++) expected[i] = Math.max(0, expected[i]);
            assertArrayEquals(expected, Images.values(activations(engine, ForwardPass.to(VGG, "conv2_1"))), 1e-6f);
        }
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void whatIsRecordedIsWhatTheMapsSay(Engine engine) {
        try (Scope scope = new Scope()) {
            FeatureMap x = engine.upload(scope, IMAGE);
            List<LayerActivations> records =
                    ForwardPass.to(VGG, "conv2_1").record(engine, scope, x, RecordLevel.MAPS, Monitor.NONE);
            assertEquals(4, records.size());
            for (LayerActivations layer : records) {
                float[] values = Images.values(engine.download(layer.map()));
                double squares = 0;
                for (float v : values) squares += (double) v * v;
                assertEquals(1, layer.norm() / Math.sqrt(squares), 1e-6);
                assertEquals(
                        IntStream.range(0, values.length)
                                .filter(i -> values[i] != 0)
                                .count(),
                        layer.nonzeros(),
                        layer.layer().name());
                assertEquals(layer.layer() instanceof Layer.MaxPool, layer.code() != null);
            }
        }
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void switchesOutliveThePass(Engine engine) {
        try (Scope scope = new Scope()) {
            FeatureMap x = engine.upload(scope, IMAGE);
            List<LayerActivations> records =
                    ForwardPass.to(VGG, "conv2_1").record(engine, scope, x, RecordLevel.SWITCHES, Monitor.NONE);
            assertNull(records.get(1).map());
            assertNotNull(records.get(3).map());
            PooledCode code = records.get(2).code();
            FeatureMap unpooled = engine.unpool(scope, code, Unpooling.SWITCHES);
            assertEquals(records.get(2).input(), unpooled.shape());
            assertEquals(records.get(2).norm(), Math.sqrt(engine.dot(unpooled, unpooled)), 1e-5);
        }
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void nothingStaysOnTheDevice(Engine engine) {
        engine.trim();
        long before = engine.bytesInUse();
        activations(engine, ForwardPass.to(VGG, "conv2_1"));
        engine.trim();
        assertEquals(before, engine.bytesInUse());
        Monitor stopped = new Monitor() {
            private boolean pooled;

            @Override
            public void progress(double fraction, String message) {
                pooled |= "pool1".equals(message);
            }

            @Override
            public boolean cancelled() {
                return pooled;
            }
        };
        try (Scope scope = new Scope()) {
            FeatureMap x = engine.upload(scope, IMAGE);
            ForwardPass pass = ForwardPass.to(VGG, "conv2_1");
            assertThrows(CancellationException.class, () -> pass.run(engine, scope, x, stopped));
        }
        engine.trim();
        assertEquals(before, engine.bytesInUse());
    }

    @Test
    void aMapIsFreedWhenTheNextLayerIsDone() {
        try (Engine roomy = JavaEngine.create(1)) {
            long[] most = new long[1];
            Monitor watching = new Monitor() {
                @Override
                public void progress(double fraction, String message) {
                    roomy.trim();
                    most[0] = Math.max(most[0], roomy.bytesInUse());
                }

                @Override
                public boolean cancelled() {
                    return false;
                }
            };
            try (Scope scope = new Scope()) {
                ForwardPass.to(VGG, "conv2_1").run(roomy, scope, roomy.upload(scope, IMAGE), watching);
            }
            // Before each layer, only the image and the one map below it are there.
            long image = 4L * 19 * 14 * 3;
            assertEquals(image + 4L * 19 * 14 * 64, most[0]);
        }
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void whatCannotBeComputedIsSaidInOneSentence(Engine engine) {
        assertEquals(
                "only a convolution has activations before its ReLU, but pool1 of VGG-16 is not a convolution",
                refusal(() -> ForwardPass.to(VGG, "pool1").beforeRectification()));
        try (Scope scope = new Scope()) {
            FeatureMap thin = engine.upload(scope, Images.random(30, 1, 3, 2));
            FeatureMap grey = engine.upload(scope, Images.random(30, 30, 1, 2));
            ForwardPass pass = ForwardPass.to(VGG, "pool1");
            assertEquals(
                    "an image of 30×1 pixels is too small for pool1 of VGG-16, which needs at least 2×2",
                    refusal(() -> pass.run(engine, scope, thin, Monitor.NONE)));
            assertEquals(
                    "VGG-16 needs an image whose number of channels is 3, not 1",
                    refusal(() -> pass.run(engine, scope, grey, Monitor.NONE)));
        }
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void normalisationIsTheFormulaOfItsPaper(Engine engine) {
        Layer.Normalisation layer = (Layer.Normalisation) AlexNet.caffe().layer("norm1");
        int channels = 7, pixels = 6 * 5;
        Img<FloatType> image = Images.random(6, 5, channels, 3);
        image.forEach(v -> v.mul(100f));
        float[] h = Images.values(image), actual;
        try (Scope scope = new Scope()) {
            actual = Images.values(
                    engine.download(engine.normalise(scope, engine.upload(scope, image), layer.response())));
        }
        for (int c = 0; c < channels; c++)
            for (int i = 0; i < pixels; i++) {
                double sum = 0;
                for (int j = Math.max(0, c - 2); j <= Math.min(channels - 1, c + 2); j++)
                    sum += Math.pow(h[j * pixels + i], 2);
                double expected = h[c * pixels + i] / Math.pow(1 + 1e-4 / 5 * sum, 0.75);
                assertEquals(expected, actual[c * pixels + i], 1e-5 * Math.abs(expected));
            }
    }

    private static Img<FloatType> activations(Engine engine, ForwardPass pass) {
        try (Scope scope = new Scope()) {
            return engine.download(pass.run(engine, scope, engine.upload(scope, IMAGE), Monitor.NONE));
        }
    }

    private static String refusal(Runnable work) {
        String message = assertThrows(IllegalArgumentException.class, work::run).getMessage();
        assertTrue(message.length() < 200, message);
        return message;
    }
}
