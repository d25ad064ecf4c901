package sc.fiji.invertibility.compute.opencl.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.FeedForwardLayer;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Pooling.Selection;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.DriverCallCounter;
import sc.fiji.invertibility.compute.opencl.device.DriverCallCounter.Kind;
import sc.fiji.invertibility.filters.GaussianFilters;

/** Layers in turn need fewer launches than each alone, since there are no maps in between. */
class FeedForwardLaunchesTest {

    private static final Pooling PAIRS = new Pooling(2, 2, false, Selection.LARGEST);

    /** The launches for three layers of 16 filters, from the second run on. */
    private static int launches(Engine engine, Shape input, int images, Pooling... poolings) {
        try (Scope scope = new Scope()) {
            List<FeatureMap> x = new ArrayList<>();
            for (int i = 0; i < images; i++) x.add(engine.zeros(scope, input));
            List<FeedForwardLayer> layers = new ArrayList<>();
            for (int i = 0; i < poolings.length; i++) {
                int channels = i == 0 ? input.channels() : 16;
                PackedFilters w = engine.pack(scope, GaussianFilters.scaled(16, channels, 3, i));
                layers.add(new FeedForwardLayer(w.bank(), any -> w, Rectification.RELU, poolings[i]));
            }
            List<FeatureMap> batch = engine.combinedAll(scope, 1, x, 1, x);
            engine.feedForward(scope, batch, layers);
            try (DriverCallCounter counter = DriverCallCounter.start()) {
                engine.feedForward(scope, batch, layers);
                return counter.of(Kind.LAUNCH);
            }
        }
    }

    @Test
    void betweenTwoLayersThereIsOneKernel() {
        try (Engine engine = GpuTestDevice.open()) {
            Shape input = new Shape(16, 24, 24);
            // The input's transform, three products, two transforms in between, and the output's.
            assertEquals(7, launches(engine, input, 1, null, null, null));
            assertEquals(7, launches(engine, input, 3, null, PAIRS, PAIRS));
            // Overlapping windows are pooled by a kernel of their own, so that each layer is alone.
            Pooling overlapping = new Pooling(3, 2, false, Selection.LARGEST);
            assertEquals(3 + 4 + 3, launches(engine, input, 1, null, overlapping, null));
            // The first layer has a kernel for few channels.
            assertEquals(1 + 5, launches(engine, input.withChannels(3), 1, null, null, null));
        }
    }
}
