package sc.fiji.invertibility.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import sc.fiji.invertibility.compute.EachEngine;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.OverreportingEngine;
import sc.fiji.invertibility.compute.java.JavaEngine;

/** Tiles give the same as the whole image: for the geometry of every known network, with fewer filters. */
class TiledForwardPassTest {

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void tiledIsWhole(Engine engine) {
        SplittableRandom random = new SplittableRandom(11);
        for (Architecture known : KnownNetworks.all()) {
            Network network = Network.gaussian(thin(known), 2);
            for (String layer : List.of("conv3", "conv3_2", "pool5")) {
                if (known.find(layer).isEmpty()) continue;
                ForwardPass pass = ForwardPass.to(network, layer);
                int width = 80 + random.nextInt(120), height = 80 + random.nextInt(120);
                Img<FloatType> image = Images.random(width, height, 3, random.nextLong());
                Img<FloatType> whole = TiledForwardPass.of(engine, pass).activations(image, Monitor.NONE);
                // Memory for about a quarter of the image's pixels.
                Counter tiles = new Counter();
                Img<FloatType> tiled =
                        new TiledForwardPass(engine, pass, width * height * 32L).activations(image, tiles);
                String what = known + " " + layer + " of " + width + "×" + height;
                if (!layer.equals("pool5")) assertTrue(tiles.most > 1, what + ": " + tiles.most + " tiles");
                double distance = Images.distance(tiled, whole);
                assertTrue(distance <= 1e-5, what + ": relative difference " + distance);
            }
        }
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void theOriginOfAnImageDoesNotMatter(Engine engine) {
        ForwardPass pass = ForwardPass.to(Network.gaussian(thin(Vgg.sixteen()), 2), "pool2");
        Img<FloatType> image = Images.random(23, 17, 3, 5);
        TiledForwardPass tiled = TiledForwardPass.of(engine, pass);
        assertEquals(
                0,
                Images.distance(
                        tiled.activations(Views.translate(image, -3, 8, 1), Monitor.NONE),
                        tiled.activations(image, Monitor.NONE)));
    }

    @Test
    void aDeviceThatIsTooSmallIsGivenSmallerTiles() {
        ForwardPass pass = ForwardPass.to(Network.gaussian(thin(Vgg.sixteen()), 2), "pool2");
        Img<FloatType> image = Images.random(101, 67, 3, 5);
        Img<FloatType> whole;
        try (Engine large = JavaEngine.create()) {
            whole = TiledForwardPass.of(large, pass).activations(image, Monitor.NONE);
        }
        try (Engine small = new OverreportingEngine(JavaEngine.create(1, 60_000)).engine()) {
            Counter tiles = new Counter();
            Img<FloatType> tiled = TiledForwardPass.of(small, pass).activations(image, tiles);
            assertTrue(tiles.most > 1, tiles.most + " tiles");
            assertTrue(Images.distance(tiled, whole) <= 1e-5);
        }
        try (Engine tiny = new OverreportingEngine(JavaEngine.create(1, 2_000)).engine()) {
            assertThrows(
                    OutOfDeviceMemory.class,
                    () -> TiledForwardPass.of(tiny, pass).activations(image, Monitor.NONE));
            tiny.trim();
            assertEquals(0, tiny.bytesInUse());
        }
    }

    /** The same windows with a sixteenth of the filters. */
    static Architecture thin(Architecture known) {
        List<Layer> layers = new ArrayList<>();
        for (Layer layer : known.layers())
            layers.add(
                    layer instanceof Layer.Convolution c
                            ? new Layer.Convolution(
                                    c.name(),
                                    c.filters() < 16 ? c.filters() : c.filters() / 16,
                                    c.channels() == 3 ? 3 : c.channels() / 16,
                                    c.height(),
                                    c.width(),
                                    c.stride(),
                                    c.padding(),
                                    c.groups(),
                                    c.rectification())
                            : layer);
        return Architecture.of(known.name(), 3, layers);
    }

    /** Receives the number of tiles. */
    static final class Counter implements Monitor {

        int most;

        @Override
        public void progress(double fraction, String message) {
            if (message != null && message.matches("tile \\d+ of \\d+"))
                most = Math.max(most, Integer.parseInt(message.substring(message.lastIndexOf(' ') + 1)));
        }

        @Override
        public boolean cancelled() {
            return false;
        }
    }
}
