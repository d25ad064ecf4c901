package sc.fiji.invertibility.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusteredMeanTest {

    @Test
    void singleMeasurementsAreIndependent() {
        double[] values = {1, 4, 2, 8, 5};
        ClusteredMean mean = ClusteredMean.of(values, IntStream.range(0, 5).toArray());
        assertEquals(4, mean.mean(), 1e-12);
        assertEquals(Moments.of(values).standardError(), mean.standardError(), 1e-12);
    }

    @Test
    void clustersOfOneSizeCountAsTheirMeans() {
        double[] values = {1, 2, 6, 8, 3, 3};
        ClusteredMean mean = ClusteredMean.of(values, new int[] {0, 0, 1, 1, 2, 2});
        assertEquals(Moments.of(1.5, 7, 3).standardError(), mean.standardError(), 1e-12);
        assertEquals(3, mean.clusters());
        assertEquals(6, mean.count());
    }

    /** Over many experiments, the means scatter as their standard errors say, though clusters differ in size. */
    @Test
    void theStandardErrorIsThatOfTheMean() {
        SplittableRandom random = new SplittableRandom(7);
        double[] means = new double[2000], errors = new double[means.length];
        int[] clusters = IntStream.range(0, 30)
                .flatMap(c -> IntStream.generate(() -> c).limit(2 + c % 5))
                .toArray();
        for (int i = 0; i < means.length; i++) {
            double[] shared =
                    IntStream.range(0, 30).mapToDouble(c -> random.nextDouble()).toArray();
            double[] values = Arrays.stream(clusters)
                    .mapToDouble(c -> shared[c] + 0.3 * random.nextDouble())
                    .toArray();
            ClusteredMean mean = ClusteredMean.of(values, clusters);
            means[i] = mean.mean();
            errors[i] = mean.standardError();
        }
        assertEquals(
                Moments.of(means).sd(),
                Moments.of(errors).mean(),
                0.07 * Moments.of(means).sd());
    }

    @Test
    void refusesWhatHasNoClusters() {
        assertThrows(IllegalArgumentException.class, () -> ClusteredMean.of(new double[] {1}, new int[0]));
        assertThrows(IllegalArgumentException.class, () -> ClusteredMean.of(new double[0], new int[0]));
    }
}
