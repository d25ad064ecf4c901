package sc.fiji.invertibility.filters;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GaussianFiltersTest {

    private static int bits(FilterBank bank) {
        int hash = 0;
        for (float weight : bank.weights()) hash = 31 * hash + Float.floatToRawIntBits(weight);
        return hash;
    }

    /** Results that a user published can be made again, on any Java version. */
    @Test
    void aSeedGivesTheSameBitsOnEveryJava() {
        assertEquals(0x3C8059E0, bits(GaussianFilters.scaled(64, 3, 5, 1)));
        assertEquals(0xD8CD8A12, bits(GaussianFilters.unitNorm(64, 3, 5, 1)));
        assertEquals(0x3175BC0C, bits(GaussianFilters.rectangular(8, 2, 1, 9, -7)));
    }

    @Test
    void seedsDiffer() {
        float[] one = GaussianFilters.scaled(4, 3, 5, 1).weights();
        assertArrayEquals(one, GaussianFilters.scaled(4, 3, 5, 1).weights());
        assertFalse(Arrays.equals(one, GaussianFilters.scaled(4, 3, 5, 2).weights()));
    }

    @Test
    void scaledWeightsAreNormal() {
        FilterBank bank = GaussianFilters.scaled(512, 8, 5, 3);
        float[] weights = bank.weights();
        double scale = Math.sqrt(8 * 5 * 5);
        double mean = 0, square = 0, fourth = 0, within = 0;
        for (float weight : weights) {
            double value = weight * scale;
            mean += value / weights.length;
            square += value * value / weights.length;
            fourth += Math.pow(value, 4) / weights.length;
            if (Math.abs(value) < 1) within += 1.0 / weights.length;
        }
        assertEquals(0, mean, 0.015);
        assertEquals(1, square, 0.02);
        assertEquals(3, fourth, 0.1);
        assertEquals(0.6827, within, 0.01);
    }

    @Test
    void unitFiltersHaveUnitNorm() {
        FilterBank bank = GaussianFilters.unitNorm(16, 3, 7, 5);
        float[] weights = bank.weights();
        int length = weights.length / 16;
        for (int k = 0; k < 16; k++) {
            double sum = 0;
            for (int i = k * length; i < (k + 1) * length; i++) sum += (double) weights[i] * weights[i];
            assertEquals(1, sum, 1e-6);
        }
    }

    /** Squared norms are χ² with as many degrees of freedom as there are weights, products have the variance 1/length. */
    @Test
    void shortFiltersHaveTheNormsAndProductsOfLongOnes() {
        int filters = 60, length = 40, banks = 500;
        double mean = 0, variance = 0, product = 0;
        for (int b = 0; b < banks; b++) {
            FilterBank bank = GaussianFilters.inOwnCoordinates(filters, length, b);
            assertEquals(length, bank.channels());
            float[] w = bank.weights();
            for (int i = 0; i < filters; i++) {
                double norm = dot(w, i, i, length), other = dot(w, i, (i + 1) % filters, length);
                mean += norm / filters / banks;
                variance += (norm - 1) * (norm - 1) / filters / banks;
                product += other * other / filters / banks;
            }
        }
        // Each from 30,000 numbers, whose relative standard errors are below 1.5 %.
        assertEquals(1, mean, 3 * Math.sqrt(2.0 / length / filters / banks));
        assertEquals(2.0 / length, variance, 0.045 * 2 / length);
        assertEquals(1.0 / length, product, 0.045 / length);
    }

    private static double dot(float[] w, int i, int j, int length) {
        double sum = 0;
        for (int at = 0; at < length; at++) sum += (double) w[i * length + at] * w[j * length + at];
        return sum;
    }

    @Test
    void refusesImpossibleSizes() {
        assertThrows(IllegalArgumentException.class, () -> GaussianFilters.scaled(0, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> GaussianFilters.scaled(1 << 16, 1 << 10, 101, 1));
        assertThrows(IllegalArgumentException.class, () -> GaussianFilters.inOwnCoordinates(0, 4, 1));
    }
}
