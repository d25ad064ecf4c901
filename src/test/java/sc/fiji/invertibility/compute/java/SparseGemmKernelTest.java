package sc.fiji.invertibility.compute.java;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SparseGemmKernelTest {

    private static final int LENGTH = 41;

    private final float[][] weights = random(9, 1);
    private final float[] values = random(1, 2)[0];
    private final int[] rows = {3, 3, 8, 0, 5, 1, 7, 2};

    @Test
    void addsEachTerm() {
        float[] sums = random(1, 3)[0], before = sums.clone();
        SparseGemmKernel.add(sums, weights, rows, values, 0, 8);
        for (int j = 0; j < LENGTH; j++) {
            double sum = before[j];
            for (int i = 0; i < 8; i++) sum += (double) values[i] * weights[rows[i]][j];
            assertEquals(sum, sums[j], 1e-6, "column " + j);
        }
    }

    @Test
    void fusedOrNotIsTheSameButForRounding() {
        float[] together = random(1, 3)[0], apart = together.clone();
        SparseGemmKernel.add(together, weights, rows, values, 4, 8);
        SparseGemmKernel.apart(
                apart, weights[5], weights[1], weights[7], weights[2], values[4], values[5], values[6], values[7]);
        assertArrayEquals(apart, together, 1e-6f);
    }

    private static float[][] random(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] values = new float[rows][LENGTH];
        for (float[] row : values) for (int j = 0; j < LENGTH; j++) row[j] = (float) (random.nextDouble() - 0.5);
        return values;
    }
}
