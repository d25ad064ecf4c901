package sc.fiji.invertibility.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.invert.NetworkInversionSettings;
import sc.fiji.invertibility.network.Architecture;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.ImageNetResize;
import sc.fiji.invertibility.network.KnownNetworks;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.network.Preprocessing;

class NetworkImageInversionTest {

    private static final NetworkInversionSettings ONE = NetworkInversionSettings.layerWise(Unpooling.SWITCHES, 1);

    private static Engine engine;

    @BeforeAll
    static void open() {
        engine = Engines.open("Java", warning -> {});
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    /** Filters that pass every channel on: the way back must undo all that was done to the image's values. */
    @ParameterizedTest
    @ValueSource(ints = {8, 16, 24, 32})
    void aNetworkThatLosesNothingGivesTheImageBack(int bits) {
        ImagePlus image = Pictures.noise(bits, 11, 9);
        InputImage input = InputImage.of(image);
        NetworkInput prepared = NetworkInput.of(input, NetworkInput.Scaling.TYPE_RANGE, 3);
        for (boolean exact : new boolean[] {true, false}) {
            ImagePlus result = inversion(identity(), "conv1", ImageNetResize.NONE, ONE, "RGB 0-1")
                    .reconstruct(engine, prepared, exact, Provenance.empty(), Monitor.NONE)
                    .reconstruction();
            assertEquals(exact ? 32 : bits, result.getBitDepth());
            assertEquals(image.getCalibration().pixelWidth, result.getCalibration().pixelWidth);
            for (int i = 0; i < input.channels(); i++)
                for (int p = 0; p < 99; p++)
                    assertEquals(
                            sample(image, i, p),
                            sample(result, i, p),
                            1e-5 * input.range().span(),
                            "pixel " + p);
        }
    }

    @Test
    void everyPlaneIsInvertedAndListedOnItsOwn() {
        ImagePlus image = Pictures.hyperstack(16, 1, 2, 2);
        ImageReconstruction result = inversion(gaussian(), "pool1", ImageNetResize.NONE, ONE, "RGB minus mean")
                .reconstruct(engine, prepared(image), false, Provenance.empty(), Monitor.NONE);
        assertArrayEquals(image.getDimensions(), result.reconstruction().getDimensions());
        assertArrayEquals(new int[] {17, 13, 3, 2, 2}, result.errors().getDimensions());
        assertArrayEquals(image.getDimensions(), result.switches().orElseThrow().getDimensions());
        ResultsTable table = result.summary();
        assertEquals("layer,relative_error,z,t", String.join(",", table.getHeadings()));
        assertEquals(3 * 4, table.size());
        assertEquals(2, table.getValue("z", 3));
    }

    @Test
    void aLayersErrorsAmountToItsRelativeError() {
        ImageReconstruction result = inversion(gaussian(), "pool1", ImageNetResize.NONE, ONE, "RGB minus mean")
                .reconstruct(engine, prepared(Pictures.noise(24, 16, 12)), false, Provenance.empty(), Monitor.NONE);
        ImagePlus errors = result.errors();
        for (int i = 1; i <= 3; i++) {
            double squares = 0;
            for (float error : (float[]) errors.getStack().getPixels(i)) squares += (double) error * error;
            double relative = result.summary().getValue("relative_error", i - 1);
            assertEquals(relative, Math.sqrt(squares / (16 * 12)), 1e-5, "slice " + i);
            String label = result.summary().getStringValue("layer", i - 1) + ": relative error ";
            assertTrue(errors.getStack().getSliceLabel(i).startsWith(label), label);
        }
    }

    @Test
    void aResizedImageKeepsItsScale() {
        ImagePlus image = Pictures.noise(24, 300, 512);
        ImageReconstruction result = inversion(
                        gaussian(), "conv1_1", ImageNetResize.SHORTER_SIDE_256_CROP_224, ONE, "RGB minus mean")
                .reconstruct(engine, prepared(image), false, Provenance.empty(), Monitor.NONE);
        ImagePlus small = result.reconstruction();
        assertArrayEquals(new int[] {224, 224, 1, 1, 1}, small.getDimensions());
        assertEquals(24, small.getBitDepth());
        double before = image.getCalibration().getX(150),
                after = small.getCalibration().getX(112);
        assertEquals(before, after, 1e-9 * Math.abs(before) + 1e-9, "the middle stays where it is");
        assertEquals(image.getCalibration().pixelWidth * 300 / 256, small.getCalibration().pixelWidth, 1e-9);
        assertTrue(result.switches().isEmpty(), "there is no pooling on the way to conv1_1");
        assertEquals(224, result.errors().getWidth());
    }

    @Test
    void noBlockHasMoreWinnersThanFilters() {
        Network network = gaussian();
        ForwardPass pass = ForwardPass.to(network, "pool1");
        var x = Preprocessing.of("RGB minus mean")
                .apply(prepared(Pictures.noise(24, 16, 12)).plane(1, 1));
        float[] shares = FloatPixels.of(LowestPooling.of(pass).orElseThrow().winners(engine, x, Monitor.NONE));
        double sum = 0;
        for (int row = 0; row < 12; row += 2)
            for (int column = 0; column < 16; column += 2) {
                int i = row * 16 + column;
                double block = shares[i] + shares[i + 1] + shares[i + 16] + shares[i + 17];
                assertTrue(block <= 1 + 1e-6, "block " + i + ": " + block);
                sum += block / (6 * 8);
            }
        assertTrue(sum > 0.5, "of most filters and blocks the maximum is above zero, here " + sum);
    }

    @Test
    void whatNeverFitsIsRefusedBeforeTheWork() {
        Device tiny = new Device("a tiny device", "Java", 100_000, 100_000, "", "");
        Engine small = (Engine) Proxy.newProxyInstance(
                Engine.class.getClassLoader(), new Class<?>[] {Engine.class}, (proxy, method, arguments) -> {
                    assertEquals("device", method.getName(), "nothing is computed");
                    return tiny;
                });
        NetworkImageInversion inversion = inversion(gaussian(), "pool1", ImageNetResize.NONE, ONE, "RGB minus mean");
        NetworkInput prepared = prepared(Pictures.noise(24, 20, 16));
        assertEquals(
                "image: the activations of all layers up to pool1 for 20×16 pixels do not fit onto a tiny device at"
                        + " once; select a part of the image, choose a resize, or a lower layer",
                assertThrows(
                                OutOfDeviceMemory.class,
                                () -> inversion.reconstruct(small, prepared, false, Provenance.empty(), Monitor.NONE))
                        .getMessage());
    }

    private static double sample(ImagePlus image, int channel, int pixel) {
        if (image.getStackSize() > 1)
            return image.getStack().getProcessor(channel + 1).getf(pixel);
        if (image.getBitDepth() != 24) return image.getProcessor().getf(pixel);
        return image.getProcessor().get(pixel) >> 16 - 8 * channel & 0xff;
    }

    private static NetworkInput prepared(ImagePlus image) {
        return NetworkInput.of(InputImage.of(image), NetworkInput.Scaling.DISPLAY_RANGE, 3);
    }

    private static NetworkImageInversion inversion(
            Network network,
            String layer,
            ImageNetResize resize,
            NetworkInversionSettings settings,
            String preprocessing) {
        return new NetworkImageInversion(
                ForwardPass.to(network, layer), Preprocessing.of(preprocessing), resize, settings);
    }

    private static Network gaussian() {
        return Network.gaussian(KnownNetworks.named("VGG-16").upTo("pool1"), 1);
    }

    private static Network identity() {
        float[] weights = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        List<Layer> layers = List.of(Layer.Convolution.square("conv1", 3, 3, 1, 1, 0, 1));
        return Network.of(Architecture.of("identity", 3, layers), Map.of("conv1", FilterBank.of(weights, 3, 3, 1, 1)));
    }
}
