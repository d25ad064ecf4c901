package sc.fiji.invertibility.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreprocessingTest {

    @ParameterizedTest
    @CsvSource({
        "BGR minus mean, 196.061, 83.221, -113.68",
        "RGB minus mean, -113.68, 83.221, 196.061",
        "RGB standardised, -1.9466564, 1.4656863, 3.4243137",
        "RGB 0-1, 0.03921569, 0.78431373, 1.17647059",
        "None, 10, 200, 300"
    })
    void theNamedOnesAreThoseOfTheirFrameworks(String name, float first, float second, float third) {
        Img<FloatType> image = ArrayImgs.floats(new float[] {10, 200, 300}, 1, 1, 3);
        float[] input = Images.values(Preprocessing.of(name).apply(image));
        assertArrayEquals(new float[] {first, second, third}, input, 2e-5f);
    }

    @Test
    void everyOneCanBeUndone() {
        Img<FloatType> image = Images.random(7, 5, 3, 4);
        image.forEach(v -> v.set(127.5f * (1 + v.get())));
        for (String name : Preprocessing.names()) {
            Preprocessing preprocessing = Preprocessing.of(name);
            float[] back = Images.values(preprocessing.invert(preprocessing.apply(image)));
            assertArrayEquals(Images.values(image), back, 1e-4f, name);
        }
    }

    @Test
    void unknownNamesAndOtherChannelsAreRefused() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Preprocessing.of("HSV"))
                .getMessage()
                .contains("RGB standardised"));
        assertThrows(
                IllegalArgumentException.class,
                () -> Preprocessing.of("RGB 0-1").apply(Images.random(2, 2, 1, 1)));
        assertEquals(4, Preprocessing.NONE.apply(Images.random(2, 2, 4, 1)).dimension(2));
    }

    @Test
    void resizingAveragesAndCutsOutTheCentre() {
        int width = 640, height = 512;
        float[] ramp = new float[width * height];
        for (int i = 0; i < ramp.length; i++) ramp[i] = i % width + 0.5f + 1000 * (i / width + 0.5f);
        Img<FloatType> image = ArrayImgs.floats(ramp, width, height, 1);
        // A ramp remains a ramp: a new pixel stands for two, and 48 and 16 of them are cropped.
        float[] small = Images.values(ImageNetResize.SHORTER_SIDE_256_CROP_224.apply(image));
        assertEquals(224 * 224, small.length);
        for (int y = 0; y < 224; y += 31)
            for (int x = 0; x < 224; x += 31)
                assertEquals(2 * (48 + x + 0.5) + 2000 * (16 + y + 0.5), small[224 * y + x], 0.1);
        float[] cut = Images.values(ImageNetResize.CROP_224.apply(image));
        assertEquals(208.5 + 144_500, cut[0], 1e-3);
        assertEquals(2, ImageNetResize.SHORTER_SIDE_256_CROP_224.pixelSize(width, height));
    }

    @Test
    void resamplingIsPillows() {
        // PIL.Image.fromarray(row).resize((3, 1), Image.BILINEAR) and .resize((8, 1), Image.BILINEAR)
        Img<FloatType> row = ArrayImgs.floats(new float[] {1, 9, 2, 8, 3}, 5, 1, 1);
        assertArrayEquals(PILLOW_3, Images.values(BilinearResampling.resize(row, 3, 1)), 1e-5f);
        assertArrayEquals(PILLOW_8, Images.values(BilinearResampling.resize(row, 8, 1)), 1e-5f);
    }

    private static final float[] PILLOW_3 = {4.4285712f, 4.8888888f, 5.1428571f};
    private static final float[] PILLOW_8 = {1, 4.5f, 8.5625f, 4.1875f, 3.875f, 7.625f, 5.1875f, 3};

    @Test
    void anImageThatIsTooSmallToCutIsRefused() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> ImageNetResize.CROP_224.apply(Images.random(300, 200, 3, 1)))
                .getMessage();
        assertTrue(message.contains("300×200") && message.contains("224"), message);
    }
}
