package sc.fiji.invertibility.invert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import sc.fiji.invertibility.compute.EachEngine;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.KnownNetworks;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.sparse.Activation;
import sc.fiji.invertibility.sparse.PoolingModel;
import sc.fiji.invertibility.sparse.StepRule;

/** What is no number does not come back as a reconstruction. */
class FiniteInputTest {

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void whatIsNotFiniteIsRefusedWithItsPlace(Engine engine) {
        Random random = new Random(11);
        // An engine keeps the filters that it packed last.
        layer(engine, true).invert(image(random), Monitor.NONE);
        long before = engine.bytesInUse();
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            int x = random.nextInt(40), y = random.nextInt(40), channel = random.nextInt(3);
            Img<FloatType> image = image(random);
            image.getAt(x, y, channel).set(bad);
            String sentence = "the input is " + bad + " at x=" + x + ", y=" + y + ", channel " + channel
                    + ", expected finite values only";
            LayerInversion layer = layer(engine, random.nextBoolean());
            assertRefused(sentence, () -> layer.invert(image, Monitor.NONE));
            // About a fifth of what the whole needs, so that there are tiles.
            assertRefused(sentence, () -> layer.withDeviceLimit(1 << 18).invert(image, Monitor.NONE));
            NetworkInversion network = new NetworkInversion(
                    engine,
                    ForwardPass.to(
                            Network.gaussian(KnownNetworks.named("VGG-16").upTo("conv1_1"), 1), "conv1_1"),
                    NetworkInversionSettings.layerWise(Unpooling.SWITCHES, 1));
            assertRefused(sentence, () -> network.invert(image, Monitor.NONE));
        }
        assertEquals(before, engine.bytesInUse());
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void valuesWhoseSquaresOverflowAreRefused(Engine engine) {
        Img<FloatType> image = image(new Random(3));
        image.getAt(5, 6, 1).set(-3e30f);
        assertRefused(
                "the input's values reach 3.0E30, whose square no float holds; expected values of the order of 1",
                () -> layer(engine, true).invert(image, Monitor.NONE));
    }

    private static void assertRefused(String sentence, Executable work) {
        assertEquals(
                sentence, assertThrows(IllegalArgumentException.class, work).getMessage());
    }

    private static LayerInversion layer(Engine engine, boolean once) {
        PoolingModel model = new PoolingModel(2, Activation.NONE, Unpooling.SWITCHES, 50);
        InversionSettings settings = new InversionSettings(
                once ? 1 : 3, once ? StepRule.UNIT : StepRule.NORMALISED, Scaling.MATCH_NORM, 0, false);
        return LayerInversion.of(engine, GaussianFilters.unitNorm(16, 3, 5, 1), model, settings);
    }

    private static Img<FloatType> image(Random random) {
        float[] values = new float[40 * 40 * 3];
        for (int i = 0; i < values.length; i++) values[i] = random.nextFloat() - 0.5f;
        return ArrayImgs.floats(values, 40, 40, 3);
    }
}
