package sc.fiji.invertibility.compute.java;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GemmKernelTest {

    private static final int LENGTH = 41;

    private final float[][] inputs = random(11, LENGTH, 1);
    private final float[][] weights = random(17, 10, 2);

    @Test
    void rowsTogetherAndRowsAloneAgreeWithTheDefinition() {
        float[][] together = random(20, LENGTH, 3);
        float[][] alone = random(20, LENGTH, 3);
        GemmKernel.add(together, 3, 17, inputs, 2, 9, weights, 1, 1);
        GemmKernel.addSingly(alone, 3, 17, inputs, 2, 9, weights, 1, 1);
        float[][] before = random(20, LENGTH, 3);
        for (int i = 0; i < 20; i++)
            for (int j = 0; j < LENGTH; j++) {
                double sum = before[i][j];
                for (int k = 0; k < 9; k++)
                    if (i >= 3 && i < 17) sum += (double) weights[1 + i - 3][1 + k] * inputs[2 + k][j];
                assertEquals(sum, together[i][j], 1e-6, "row " + i + ", column " + j);
                assertEquals(sum, alone[i][j], 1e-6, "row " + i + " alone, column " + j);
            }
    }

    @Test
    void aRowDoesNotDependOnHowManyFollow() {
        float[][] six = new float[6][LENGTH], twelve = new float[12][LENGTH];
        GemmKernel.add(six, 0, 6, inputs, 0, 9, weights, 0, 0);
        GemmKernel.add(twelve, 0, 12, inputs, 0, 9, weights, 0, 0);
        for (int i = 0; i < 6; i++) assertArrayEquals(six[i], twelve[i]);
    }

    @Test
    void aRoomHasAtLeastTheLength() {
        for (int length = 1; length < 70; length++)
            assertEquals(GemmKernel.length(length), GemmKernel.scratch(2, length)[1].length);
        assertEquals(12, GemmKernel.length(1));
        assertEquals(12, GemmKernel.length(12));
        assertEquals(28, GemmKernel.length(13));
    }

    private static float[][] random(int rows, int length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] values = new float[rows][length];
        for (float[] row : values) for (int j = 0; j < length; j++) row[j] = (float) (random.nextDouble() - 0.5);
        return values;
    }
}
