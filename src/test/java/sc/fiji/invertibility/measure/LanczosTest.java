package sc.fiji.invertibility.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Extreme eigenvalues of matrices that are known. */
class LanczosTest {

    private static double[] product(double[][] a, double[] v) {
        return Arrays.stream(a)
                .mapToDouble(row -> {
                    double sum = 0;
                    for (int i = 0; i < v.length; i++) sum += row[i] * v[i];
                    return sum;
                })
                .toArray();
    }

    @Test
    void findsBothEnds() {
        SplittableRandom random = new SplittableRandom(1);
        for (int size = 1; size <= 20; size++) {
            double[][] a = new double[size][size];
            for (int i = 0; i < size; i++) for (int j = 0; j <= i; j++) a[i][j] = a[j][i] = 2 * random.nextDouble() - 1;
            Lanczos found =
                    Lanczos.of(v -> product(a, v), random.doubles(size, -1, 1).toArray(), size);
            double[][] copy = Arrays.stream(a).map(double[]::clone).toArray(double[][]::new);
            double[] values = SymmetricEigenvalues.of(copy);
            double most = Arrays.stream(values).max().orElseThrow();
            assertEquals(Arrays.stream(values).min().orElseThrow(), found.smallestValue(), 1e-9);
            assertEquals(most, found.largestValue(), 1e-9);
            double[] scaled = found.largest().clone();
            for (int i = 0; i < size; i++) scaled[i] *= most;
            assertArrayEquals(scaled, product(a, found.largest()), 1e-6);
        }
    }

    /** A start in an invariant space stays there. */
    @Test
    void stopsWhereNothingIsLeft() {
        double[][] diagonal = {{3, 0, 0}, {0, 2, 0}, {0, 0, 1}};
        Lanczos found = Lanczos.of(v -> product(diagonal, v), new double[] {0, 5, 0}, 3);
        assertEquals(2, found.largestValue(), 1e-12);
        assertEquals(2, found.smallestValue(), 1e-12);
    }
}
