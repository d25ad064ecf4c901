package sc.fiji.invertibility.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.OverreportingEngine;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.java.JavaEngine;

class LayerNonzerosTest {

    private final Random random = new Random(3);

    @Test
    void tilesCountWhatTheWholeImageHas() {
        try (Engine engine = JavaEngine.create()) {
            for (Architecture known : KnownNetworks.all())
                for (int i = 0; i < 3; i++) {
                    Network network = Network.gaussian(TiledForwardPassTest.thin(known), 2 + i);
                    ForwardPass pass = ForwardPass.to(
                            network, known.layerNames().get(known.layers().size() - 1));
                    int width = 70 + random.nextInt(80), height = 70 + random.nextInt(80);
                    Img<FloatType> image = Images.random(width, height, 3, random.nextLong());
                    TiledForwardPassTest.Counter tiles = new TiledForwardPassTest.Counter();
                    try (LayerNonzeros counts = new LayerNonzeros(engine, pass, 4096)) {
                        Map<String, Double> tiled = counts.percentages(image, tiles);
                        assertTrue(tiles.most > 3, tiles.most + " tiles");
                        Map<String, Double> whole = recorded(engine, pass, image);
                        assertEquals(List.copyOf(whole.keySet()), List.copyOf(tiled.keySet()));
                        // A sum that is zero up to rounding may fall on either side.
                        whole.forEach((layer, percent) -> assertEquals(
                                percent, tiled.get(layer), 1e-2, known + " " + layer + " " + width + "×" + height));
                    }
                }
            engine.trim();
            assertEquals(0, engine.bytesInUse());
        }
    }

    @Test
    void aDeviceThatIsTooSmallIsGivenSmallerTiles() {
        ForwardPass pass = ForwardPass.to(Network.gaussian(TiledForwardPassTest.thin(Vgg.sixteen()), 2), "pool2");
        Img<FloatType> image = Images.random(101, 67, 3, 5);
        try (Engine small = new OverreportingEngine(JavaEngine.create(1, 60_000)).engine();
                LayerNonzeros counts = LayerNonzeros.of(small, pass);
                Engine large = JavaEngine.create()) {
            recorded(large, pass, image)
                    .forEach((layer, percent) -> assertEquals(
                            percent, counts.percentages(image, Monitor.NONE).get(layer), 1e-2));
        }
        try (Engine tiny = new OverreportingEngine(JavaEngine.create(1, 2_000)).engine();
                LayerNonzeros counts = LayerNonzeros.of(tiny, pass)) {
            assertThrows(OutOfDeviceMemory.class, () -> counts.percentages(image, Monitor.NONE));
        }
    }

    private static Map<String, Double> recorded(Engine engine, ForwardPass pass, Img<FloatType> image) {
        Map<String, Double> percentages = new LinkedHashMap<>();
        try (Scope scope = new Scope()) {
            for (LayerActivations record :
                    pass.record(engine, scope, engine.upload(scope, image), RecordLevel.MEASURES, Monitor.NONE))
                if (!(record.layer() instanceof Layer.Normalisation || record.layer() instanceof Layer.Reflection))
                    percentages.put(record.layer().name(), record.nonzeroPercent());
        }
        return percentages;
    }
}
