package sc.fiji.invertibility.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import ij.process.ShortProcessor;
import java.util.List;
import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.java.JavaEngine;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.Padding;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.ImageNetResize;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.network.Preprocessing;

class ImageFeaturesTest {

    /** Looks at the middle pixel of its 5×5 window, and moves by 3. */
    private static final Network MIDDLE = Network.singleLayer(
            FilterBank.of(spike(5, 12), 1, 1, 5, 5).withStride(3).withPadding(Padding.of(1)), Rectification.NONE, null);

    @Test
    void anActivationHasThePlaceAndTheValueOfWhatItSees() {
        ImagePlus image = ramp(40, 31);
        ImagePlus features = features(image, MIDDLE, "conv1", ImageNetResize.NONE, false);
        for (int y = 0; y < features.getHeight(); y++)
            for (int x = 0; x < features.getWidth(); x++) {
                double imageX =
                        image.getCalibration().getRawX(features.getCalibration().getX(x + 0.5));
                double imageY =
                        image.getCalibration().getRawY(features.getCalibration().getY(y + 0.5));
                // ramp() holds 7·x + 100·y at the pixel whose middle is at x + ½, y + ½.
                double expected = 7 * (imageX - 0.5) + 100 * (imageY - 0.5);
                assertEquals(expected, features.getProcessor().getf(x, y), 1e-2, x + ", " + y);
            }
        assertEquals(0.75, features.getCalibration().pixelWidth);
        assertEquals(1.5, features.getCalibration().pixelHeight);
        assertEquals("µm", features.getCalibration().getUnit());
    }

    @Test
    void itOpensAtAFilterThatSeesSomething() {
        float[] weights = new float[3 * 9];
        weights[4] = -1;
        weights[9 + 4] = 1;
        weights[18 + 4] = 0.1f;
        Network network = Network.singleLayer(FilterBank.of(weights, 3, 1, 3, 3), Rectification.RELU, null);
        ImagePlus features = features(ramp(40, 31), network, "conv1", ImageNetResize.NONE, false);
        assertEquals(2, features.getCurrentSlice(), "the first filter's map is black, the third one dark");
        float[] values = (float[]) features.getProcessor().getPixels();
        int seen = 0;
        for (float value : values) if (value > 0.1 * features.getDisplayRangeMax()) seen++;
        assertTrue(seen > 0.8 * values.length, seen + " of " + values.length);
    }

    @Test
    void upsamplingGivesEveryPixelItsFeatures() {
        ImagePlus image = ramp(40, 31);
        ImagePlus features = features(image, MIDDLE, "conv1", ImageNetResize.NONE, true);
        assertArrayEquals(image.getDimensions(), features.getDimensions());
        assertTrue(features.getCalibration().equals(image.getCalibration()));
        // The middle filter of a ramp, interpolated, is the ramp, but beyond the outermost activations.
        for (int y = 1; y < 29; y += 4)
            for (int x = 1; x < 38; x += 5)
                assertEquals(7 * x + 100 * y, features.getProcessor().getf(x, y), 1e-2, x + ", " + y);
    }

    @Test
    void aCropIsPlacedWhereItWasCut() {
        ImagePlus image = ramp(512, 640);
        for (ImageNetResize resize : List.of(ImageNetResize.CROP_224, ImageNetResize.SHORTER_SIDE_256_CROP_224)) {
            ImagePlus features = features(image, MIDDLE, "conv1", resize, false);
            double imageX =
                    image.getCalibration().getRawX(features.getCalibration().getX(20.5));
            double imageY =
                    image.getCalibration().getRawY(features.getCalibration().getY(30.5));
            assertEquals(
                    7 * (imageX - 0.5) + 100 * (imageY - 0.5),
                    features.getProcessor().getf(20, 30),
                    0.2,
                    resize.label());
        }
    }

    @Test
    void everyPlaneHasItsOwnFeatures() {
        ImagePlus image = Pictures.hyperstack(8, 2, 3, 2);
        float[] weights = {1, 0, 0, 1, 1, 1};
        Network network = Network.singleLayer(
                FilterBank.of(weights, 3, 2, 1, 1), Rectification.RELU, Pooling.blocks(1, Pooling.Selection.LARGEST));
        ImagePlus features = features(image, network, "pool1", ImageNetResize.NONE, false);
        assertArrayEquals(new int[] {17, 13, 3, 3, 2}, features.getDimensions());
        for (int t = 1; t <= 2; t++)
            for (int z = 1; z <= 3; z++) {
                float first = image.getStack()
                        .getProcessor(image.getStackIndex(1, z, t))
                        .getf(4, 5);
                float second = image.getStack()
                        .getProcessor(image.getStackIndex(2, z, t))
                        .getf(4, 5);
                float[] expected = {first, second, first + second};
                for (int k = 0; k < 3; k++) {
                    int slice = features.getStackIndex(k + 1, z, t);
                    assertEquals("pool1 filter " + (k + 1), features.getStack().getSliceLabel(slice));
                    assertEquals(
                            expected[k], features.getStack().getProcessor(slice).getf(4, 5), 1e-3);
                }
            }
    }

    @Test
    void deepImagesAreScaledByDisplayOrByType() {
        ShortProcessor pixels = new ShortProcessor(2, 1);
        pixels.set(0, 1000);
        pixels.set(1, 3000);
        ImagePlus image = new ImagePlus("deep", pixels);
        image.setDisplayRange(1000, 2000);
        InputImage input = InputImage.of(image);
        RandomAccess<FloatType> shown = NetworkInput.of(input, NetworkInput.Scaling.DISPLAY_RANGE, 3)
                .plane(1, 1)
                .randomAccess();
        RandomAccess<FloatType> whole = NetworkInput.of(input, NetworkInput.Scaling.TYPE_RANGE, 3)
                .plane(1, 1)
                .randomAccess();
        for (int c = 0; c < 3; c++) {
            assertEquals(0, shown.setPositionAndGet(0, 0, c).get());
            assertEquals(510, shown.setPositionAndGet(1, 0, c).get());
            assertEquals(255 * 3000 / 65535f, whole.setPositionAndGet(1, 0, c).get(), 1e-4);
        }
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() {
        assertTrue(assertThrows(
                        IllegalArgumentException.class,
                        () -> NetworkInput.of(
                                InputImage.of(Pictures.hyperstack(8, 2, 1, 1)), NetworkInput.Scaling.TYPE_RANGE, 3))
                .getMessage()
                .endsWith("an image of 3 channels, or a grey one, but 'stack.tif' has 2"));
        assertTrue(assertThrows(
                        IllegalArgumentException.class,
                        () -> NetworkInput.of(
                                InputImage.of(Pictures.hyperstack(8, 3, 1, 1)), NetworkInput.Scaling.TYPE_RANGE, 64))
                .getMessage()
                .endsWith("has 3; for a layer inside a network, choose the network, too"));
        assertThrows(
                IllegalArgumentException.class,
                () -> features(ramp(300, 300), MIDDLE, "conv1", ImageNetResize.CROP_224, true));
    }

    private static ImagePlus features(
            ImagePlus image, Network network, String layer, ImageNetResize resize, boolean upsampled) {
        try (Engine engine = JavaEngine.create(1)) {
            NetworkInput input = NetworkInput.of(
                    InputImage.of(image),
                    NetworkInput.Scaling.DISPLAY_RANGE,
                    network.architecture().channels());
            return new ImageFeatures(ForwardPass.to(network, layer), Preprocessing.NONE, resize, upsampled)
                    .of(engine, input, Provenance.empty(), Monitor.NONE);
        }
    }

    /** A plane that rises by 7 a column and 100 a row, shown from 0 to 255. */
    private static ImagePlus ramp(int width, int height) {
        FloatProcessor pixels = new FloatProcessor(width, height);
        for (int y = 0; y < height; y++) for (int x = 0; x < width; x++) pixels.setf(x, y, 7 * x + 100 * y);
        ImagePlus image = Pictures.calibrated(new ImagePlus("ramp", pixels));
        image.setDisplayRange(0, 255);
        return image;
    }

    private static float[] spike(int size, int position) {
        float[] weights = new float[size * size];
        weights[position] = 1;
        return weights;
    }
}
