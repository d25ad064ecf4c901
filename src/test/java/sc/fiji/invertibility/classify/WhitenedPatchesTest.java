package sc.fiji.invertibility.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;

class WhitenedPatchesTest {

    @Test
    void choleskySolvesEquations() {
        double[][] matrix = {{4, 2, 1}, {2, 5, 3}, {1, 3, 6}};
        double[] x =
                Cholesky.of(new double[][] {{4, 0, 0}, {2, 5, 0}, {1, 3, 6}}).solve(new double[] {1, 2, 3});
        for (int i = 0; i < 3; i++) {
            double sum = 0;
            for (int j = 0; j < 3; j++) sum += matrix[i][j] * x[j];
            assertEquals(i + 1, sum, 1e-12);
        }
        assertThrows(IllegalArgumentException.class, () -> Cholesky.of(new double[][] {{1, 0}, {2, 1}}));
    }

    /** Smooth images have little energy in fine detail, of which whitening makes as much as of the rest. */
    @Test
    void whiteningTakesAwayWhatNeighbouringPixelsHaveInCommon() {
        SplittableRandom random = new SplittableRandom(2);
        Shape map = new Shape(1, 24, 24);
        List<float[]> smooth = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            double a = 0.4 * random.nextDouble(), b = 0.4 * random.nextDouble(), c = 6 * random.nextDouble();
            float[] values = new float[24 * 24];
            for (int p = 0; p < values.length; p++)
                values[p] = (float) (Math.cos(a * (p % 24) + b * (p / 24) + c) + 0.05 * random.nextDouble());
            smooth.add(values);
        }
        FilterBank bank = WhitenedPatches.recipe(1).filters(0, new ClassifierArchitecture.Stage(32, 5, 2), smooth, map);
        double mean = 0;
        for (int k = 0; k < 32; k++) {
            double neighbours = 0, own = 0;
            for (int y = 0; y < 5; y++)
                for (int x = 0; x < 4; x++) {
                    neighbours += bank.weight(k, 0, y, x) * bank.weight(k, 0, y, x + 1);
                    own += bank.weight(k, 0, y, x) * bank.weight(k, 0, y, x);
                }
            mean += neighbours / own / 32;
        }
        assertTrue(mean < 0.75, "neighbouring weights are correlated by " + mean + ", those of the patches by 0.95");
    }

    @Test
    void whatCannotBeWhitenedIsRefused() {
        ClassifierArchitecture.Stage stage = new ClassifierArchitecture.Stage(4, 3, 2);
        List<float[]> uniform = List.of(new float[300 * 64]);
        assertThrows(
                IllegalArgumentException.class,
                () -> WhitenedPatches.recipe(1).filters(0, stage, uniform, new Shape(300, 8, 8)));
        assertThrows(
                IllegalArgumentException.class,
                () -> WhitenedPatches.recipe(1).filters(0, stage, uniform, new Shape(3, 8, 8)));
    }
}
