package sc.fiji.invertibility.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;

class ImageQualityTest {

    private static Img<FloatType> noise(int width, int height, long seed, double mean, double spread) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[2 * width * height];
        for (int i = 0; i < values.length; i++) values[i] = (float) (mean + spread * random.nextDouble(-1, 1));
        return ArrayImgs.floats(values, width, height, 2);
    }

    @Test
    void anErrorOfATenthOfThePeakIsTwentyDecibels() {
        Img<FloatType> black = noise(8, 5, 1, 0, 0), grey = noise(8, 5, 1, 25.5, 0);
        assertEquals(20, ImageQuality.psnr(grey, black, 255), 1e-6);
        assertEquals(Double.POSITIVE_INFINITY, ImageQuality.psnr(grey, grey, 255));
    }

    @Test
    void structuralSimilarityIsThatOfItsDefinition() {
        Img<FloatType> a = noise(19, 14, 2, 100, 60), b = noise(19, 14, 3, 90, 40);
        double sum = 0;
        int windows = 0;
        for (int c = 0; c < 2; c++)
            for (int y = 0; y + 11 <= 14; y++)
                for (int x = 0; x + 11 <= 19; x++, windows++) sum += window(a, b, c, y, x);
        assertEquals(sum / windows, ImageQuality.ssim(a, b, 255), 1e-9);
    }

    /** One window, in two passes over its pixels. */
    private static double window(Img<FloatType> a, Img<FloatType> b, int c, int top, int left) {
        double total = 0, meanA = 0, meanB = 0;
        for (int y = 0; y < 11; y++)
            for (int x = 0; x < 11; x++) {
                double w = weight(y) * weight(x);
                total += w;
                meanA += w * at(a, c, top + y, left + x);
                meanB += w * at(b, c, top + y, left + x);
            }
        meanA /= total;
        meanB /= total;
        double varA = 0, varB = 0, both = 0;
        for (int y = 0; y < 11; y++)
            for (int x = 0; x < 11; x++) {
                double w = weight(y) * weight(x) / total;
                double da = at(a, c, top + y, left + x) - meanA, db = at(b, c, top + y, left + x) - meanB;
                varA += w * da * da;
                varB += w * db * db;
                both += w * da * db;
            }
        double c1 = Math.pow(0.01 * 255, 2), c2 = Math.pow(0.03 * 255, 2);
        return (2 * meanA * meanB + c1) * (2 * both + c2) / ((meanA * meanA + meanB * meanB + c1) * (varA + varB + c2));
    }

    private static double weight(int i) {
        return Math.exp(-(i - 5) * (i - 5) / (2 * 1.5 * 1.5));
    }

    private static double at(Img<FloatType> image, int c, int y, int x) {
        return image.getAt(x, y, c).get();
    }

    @Test
    void equalPicturesAreMostSimilarAndSmallOnesAreMeasuredToo() {
        Img<FloatType> tiny = noise(3, 1, 4, 100, 60);
        assertEquals(1, ImageQuality.ssim(tiny, tiny, 255), 1e-12);
        assertTrue(ImageQuality.ssim(tiny, noise(3, 1, 5, 100, 60), 255) < 0.9);
        assertThrows(IllegalArgumentException.class, () -> ImageQuality.ssim(tiny, noise(4, 1, 4, 0, 1), 255));
    }
}
