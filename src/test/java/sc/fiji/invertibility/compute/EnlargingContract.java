package sc.fiji.invertibility.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Maps that grow by what is already in them. */
interface EnlargingContract extends OpenEngine {

    private static Dense random(int channels, int height, int width, long seed) {
        return Dense.random(new Shape(channels, height, width), new SplittableRandom(seed));
    }

    /** The position that one beyond the border mirrors, step by step. */
    private static int mirrored(int i, int length) {
        int at = i;
        while (length > 1 && (at < 0 || at >= length)) at = at < 0 ? -at : 2 * (length - 1) - at;
        return length == 1 ? 0 : at;
    }

    @ParameterizedTest(name = "{0}×{1}×{2}, border {3}")
    @CsvSource({"3, 5, 7, 1", "17, 4, 9, 3", "1, 1, 6, 2", "2, 2, 2, 5", "16, 21, 20, 2"})
    default void reflectsAtTheOutermostPixels(int channels, int height, int width, int border) {
        Dense x = random(channels, height, width, 1);
        Dense expected = Dense.zeros(new Shape(channels, height + 2 * border, width + 2 * border));
        for (int c = 0; c < channels; c++)
            for (int y = 0; y < expected.shape().height(); y++)
                for (int i = 0; i < expected.shape().width(); i++)
                    expected.values()[expected.index(c, y, i)] =
                            x.at(c, mirrored(y - border, height), mirrored(i - border, width));
        assertClose(expected, result(scope -> engine().reflect(scope, up(scope, x), border)), 0, "reflected");
    }

    @ParameterizedTest(name = "{0}×{1}×{2}, border {3}")
    @CsvSource({"3, 5, 7, 1", "17, 4, 9, 3", "1, 1, 6, 2", "2, 2, 2, 5", "16, 21, 20, 2"})
    default void foldingIsTheTransposeOfReflecting(int channels, int height, int width, int border) {
        Dense x = random(channels, height, width, 2);
        Dense g = random(channels, height + 2 * border, width + 2 * border, 3);
        try (Scope scope = new Scope()) {
            double up = engine().dot(engine().reflect(scope, up(scope, x), border), up(scope, g));
            double down = engine().dot(up(scope, x), engine().fold(scope, up(scope, g), border));
            assertEquals(up, down, 1e-5 * Math.max(1, Math.abs(up)));
        }
    }

    @ParameterizedTest(name = "{0}×{1}×{2}, {3} times to {4}×{5}")
    @CsvSource({"3, 5, 7, 2, 10, 14", "17, 4, 3, 2, 9, 7", "1, 1, 1, 3, 5, 4", "20, 6, 5, 1, 6, 5"})
    default void repeatsValuesInSquares(int channels, int height, int width, int factor, int tall, int wide) {
        Dense x = random(channels, height, width, 4);
        Dense expected = Dense.zeros(new Shape(channels, tall, wide));
        for (int c = 0; c < channels; c++)
            for (int y = 0; y < tall; y++)
                for (int i = 0; i < wide; i++)
                    expected.values()[expected.index(c, y, i)] =
                            x.at(c, Math.min(y / factor, height - 1), Math.min(i / factor, width - 1));
        assertClose(expected, result(scope -> engine().repeat(scope, up(scope, x), factor, tall, wide)), 0, "repeated");
    }

    @Test
    default void noBorderIsRefused() {
        try (Scope scope = new Scope()) {
            FeatureMap x = up(scope, random(1, 3, 3, 5));
            assertThrows(IllegalArgumentException.class, () -> engine().reflect(scope, x, 0));
            assertThrows(IllegalArgumentException.class, () -> engine().fold(scope, x, 2));
            assertThrows(IllegalArgumentException.class, () -> engine().repeat(scope, x, 0, 3, 3));
        }
    }
}
