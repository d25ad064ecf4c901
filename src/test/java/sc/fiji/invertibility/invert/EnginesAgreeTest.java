package sc.fiji.invertibility.invert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import sc.fiji.invertibility.compute.EachEngine;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.KnownNetworks;
import sc.fiji.invertibility.network.Network;

/** Without switches nothing is chosen, and one image has one answer: also where rounding leaves zeros a little off. */
class EnginesAgreeTest {

    private static final Network FILTERS =
            Network.gaussian(KnownNetworks.named("VGG-16").upTo("pool2"), 1);

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void anImageOfTwoValuesComesBackTheSameFromEveryEngine(Engine engine) {
        try (Engine java = Engines.open(Engines.JAVA, warning -> {})) {
            for (int seed = 1; seed <= 4; seed++) {
                Img<FloatType> image = binary(seed);
                List<LayerError> expected = inverted(java, image), got = inverted(engine, image);
                for (int i = 0; i < expected.size(); i++)
                    assertEquals(
                            expected.get(i).relativeError(),
                            got.get(i).relativeError(),
                            1e-5,
                            expected.get(i).layer() + " of image " + seed);
            }
        }
    }

    private static List<LayerError> inverted(Engine engine, Img<FloatType> image) {
        return new NetworkInversion(
                        engine,
                        ForwardPass.to(FILTERS, "pool2"),
                        NetworkInversionSettings.layerWise(Unpooling.TOP_LEFT, 3))
                .invert(image, Monitor.NONE)
                .layers();
    }

    private static Img<FloatType> binary(long seed) {
        Random random = new Random(seed);
        int pixels = 39 * 17;
        float[] values = new float[3 * pixels];
        for (int i = 0; i < pixels; i++) {
            float value = random.nextInt(10) < 3 ? 139 : -116;
            for (int c = 0; c < 3; c++) values[c * pixels + i] = value;
        }
        return ArrayImgs.floats(values, 39, 17, 3);
    }
}
