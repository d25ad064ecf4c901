package sc.fiji.invertibility.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.invertibility.Shared;
import sc.fiji.invertibility.compute.EachEngine;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.java.JavaEngine;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;
import sc.fiji.invertibility.weights.WeightFile;

/** Certified lower bounds of δ against all supports of small cases, and against known bounds of larger ones. */
class DistortionSearchTest {

    /** 5 filters of 4 shifts. */
    private static FilterBank small(long seed) {
        return GaussianFilters.rectangular(5, 3, 1, 2, seed).withPadding(Padding.VALID);
    }

    private static FilterBank figure2(long seed) {
        return GaussianFilters.rectangular(96, 32, 1, 5, seed).withPadding(Padding.VALID);
    }

    /** No search can do better than the enumeration; this one finds the worst support of the model. */
    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void findsTheWorstOfAllSupports(Engine engine) {
        for (long seed = 1; seed <= 4; seed++)
            for (int k = 1; k <= 3; k++)
                for (int summands = 1; summands <= 2; summands++) {
                    double[] exact = extremes(small(seed), k * summands, summands);
                    DistortionEnds found =
                            new DistortionSearch(small(seed), 1, 5, 4, k, 40, 1).search(engine, summands, Monitor.NONE);
                    String what = "seed " + seed + ", k = " + k + ", summands " + summands;
                    // Of sums of two codes, a greedy search need not find the very worst.
                    double part = summands == 1 ? 0.9999 : 0.99;
                    assertTrue(found.stretched().ratio() - 1 >= part * (exact[1] - 1), what + found.stretched());
                    assertTrue(1 - found.shrunk().ratio() >= part * (1 - exact[0]), what + found.shrunk());
                    assertTrue(found.stretched().ratio() <= exact[1] + 1e-9, what);
                    assertTrue(found.shrunk().ratio() >= exact[0] - 1e-9, what);
                }
    }

    /** The smallest and largest eigenvalue of all supports of a size, at most some atoms of each filter. */
    private static double[] extremes(FilterBank bank, int size, int most) {
        double[][] atoms = new double[20][];
        for (int i = 0; i < 20; i++) {
            atoms[i] = new double[3 * 5];
            for (int m = 0; m < 3; m++)
                for (int j = 0; j < 2; j++) atoms[i][m * 5 + i % 4 + j] = bank.weight(i / 4, m, 0, j);
        }
        double[] extremes = {Double.POSITIVE_INFINITY, 0};
        for (int bits = 0; bits < 1 << 20; bits++) {
            if (Integer.bitCount(bits) != size) continue;
            boolean allowed = true;
            for (int f = 0; f < 5; f++) allowed &= Integer.bitCount(bits >> 4 * f & 15) <= most;
            if (!allowed) continue;
            List<double[]> chosen = new ArrayList<>();
            for (int i = 0; i < 20; i++) if ((bits >> i & 1) != 0) chosen.add(atoms[i]);
            double[][] gram = new double[size][size];
            for (int i = 0; i < size; i++)
                for (int j = 0; j < size; j++)
                    for (int p = 0; p < 15; p++) gram[i][j] += chosen.get(i)[p] * chosen.get(j)[p];
            for (double value : SymmetricEigenvalues.of(gram)) {
                extremes[0] = Math.min(extremes[0], value);
                extremes[1] = Math.max(extremes[1], value);
            }
        }
        return extremes;
    }

    /** Zero padding cuts atoms at corners down to a part of their norm, which a search from elsewhere would not meet. */
    @Test
    void findsAtomsThatTheBorderCutsOff() {
        FilterBank bank = GaussianFilters.unitNorm(6, 4, 3, 2);
        float[] weights = bank.weights();
        double least = 1;
        for (int k = 0; k < 6; k++)
            for (int corner = 0; corner < 4; corner++) {
                double inside = 0;
                for (int m = 0; m < 4; m++)
                    for (int y = 0; y < 2; y++)
                        for (int x = 0; x < 2; x++) {
                            float w = weights[((k * 4 + m) * 3 + y + corner / 2) * 3 + x + corner % 2];
                            inside += w * w;
                        }
                least = Math.min(least, inside);
            }
        try (Engine engine = JavaEngine.create(1)) {
            DistortionEnds one = new DistortionSearch(bank, 9, 9, 2, 1, 1, 5).search(engine, 1, Monitor.NONE);
            assertEquals(least, one.shrunk().ratio(), 1e-6, "k = 1 is decided by the norms alone");
            DistortionEnds ten = new DistortionSearch(bank, 9, 9, 2, 10, 1, 5).search(engine, 1, Monitor.NONE);
            assertTrue(
                    ten.shrunk().ratio() < least,
                    "more atoms can only be worse: " + ten.shrunk().ratio());
        }
    }

    /** Theorem 3.3 needs δ_2k < 1. */
    @Test
    void theTheoremDoesNotApplyToTheBanksOfFigure2() {
        try (Engine engine = JavaEngine.create(1)) {
            for (long seed = 1; seed <= 3; seed++) {
                DistortionSearch search = new DistortionSearch(figure2(seed), 1, 32, 28, 10, 8, 1);
                Distortion one = search.search(engine, 1, Monitor.NONE).worst();
                Distortion two = search.search(engine, 2, Monitor.NONE).worst();
                assertTrue(one.bound() > 1.1, seed + ": " + one.bound());
                assertTrue(two.bound() > 1.65, seed + ": " + two.bound());
                assertModel(one.witness(), 10, 28, 1);
                assertModel(two.witness(), 20, 28, 2);
                assertEquals(one.ratio(), ratio(figure2(seed), one.witness(), 32), 1e-12);
            }
        }
    }

    /** A witness has k non-zeros at most, and no more in a block than allowed. */
    private static void assertModel(Witness witness, int k, int shifts, int most) {
        assertTrue(witness.support().length <= k);
        int[] used = new int[96];
        for (int position : witness.support()) used[position / shifts]++;
        assertTrue(Arrays.stream(used).max().orElseThrow() <= most, Arrays.toString(used));
    }

    /** ‖Wᵀz‖²/‖z‖² as it is defined, in one dimension. */
    private static double ratio(FilterBank bank, Witness z, int length) {
        double[] x = new double[bank.channels() * length];
        double squares = 0, signal = 0;
        int shifts = length - bank.width() + 1;
        for (int i = 0; i < z.support().length; i++) {
            double value = z.values()[i];
            squares += value * value;
            for (int m = 0; m < bank.channels(); m++)
                for (int j = 0; j < bank.width(); j++)
                    x[m * length + z.support()[i] % shifts + j] +=
                            value * bank.weight(z.support()[i] / shifts, m, 0, j);
        }
        for (double value : x) signal += value * value;
        return signal / squares;
    }

    /** In two dimensions, with padding, stride and groups, on the engine and by the definition. */
    @Test
    void aWitnessIsMeasuredAsTheEngineFilters() {
        SplittableRandom random = new SplittableRandom(4);
        try (Engine engine = JavaEngine.create(1)) {
            for (int trial = 0; trial < 10; trial++) {
                FilterBank bank = GaussianFilters.scaled(6, 2, 3, trial)
                        .withStride(1 + trial % 2)
                        .withPadding(Padding.of(trial % 3))
                        .withGroups(1 + trial % 2);
                try (var w = sc.fiji.invertibility.sparse.HostDictionary.of(engine, bank, 9, 8)) {
                    int[] support = random.ints(0, (int) w.codes().size())
                            .distinct()
                            .limit(12)
                            .sorted()
                            .toArray();
                    double[] values = random.doubles(12, -1, 1).toArray();
                    Witness z = Witness.of(w.codes(), support, values);
                    double signal = 0, squares = 0;
                    for (float value : w.synthesise(support, values)) signal += (double) value * value;
                    for (double value : values) squares += value * value;
                    assertEquals(signal / squares, z.ratio(bank, 9, 8), 1e-5, bank.toString());
                }
            }
        }
    }

    /** What an audit found of trained layers, with supports of tens of atoms; more of them allow larger bounds. */
    @ParameterizedTest
    @CsvSource({"features.2.weight, 14.5", "features.5.weight, 16.7", "features.7.weight, 9.3"})
    void trainedLayersAreFarFromIsometries(String layer, double known) throws IOException {
        Path path = Shared.file("weights/vgg16/vgg16_conv1-2_f32.safetensors");
        try (WeightFile file = WeightFile.open(path);
                Engine engine = JavaEngine.create(2)) {
            FilterBank bank = file.layer(layer).filterBank().normalised();
            int k = 64 * bank.filters() / 4;
            DistortionEnds found = new DistortionSearch(bank, 15, 15, 2, k, 1, 1).search(engine, 1, Monitor.NONE);
            assertTrue(
                    found.stretched().bound() >= 0.95 * known,
                    "" + found.stretched().ratio());
        }
    }

    /** Few atoms of wide layers overlap, so that most entries of the worst vector are zero. */
    @Test
    void atomsThatDoNotMeetAreNoTrouble() {
        FilterBank bank = GaussianFilters.unitNorm(64, 8, 3, 1);
        try (Engine engine = JavaEngine.create(1)) {
            DistortionEnds found = new DistortionSearch(bank, 15, 15, 2, 30, 12, 1).search(engine, 2, Monitor.NONE);
            assertTrue(found.shrunk().ratio() < 1 && found.stretched().ratio() > 1);
        }
    }

    @Test
    void refusesWhatIsNoSearch() {
        assertThrows(IllegalArgumentException.class, () -> new DistortionSearch(small(1), 1, 5, 4, 0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new DistortionSearch(small(1), 1, 5, 4, 1, 0, 1));
        assertThrows(
                IllegalArgumentException.class, () -> new Witness(new Shape(1, 1, 1), new int[] {0}, new float[0]));
        try (Engine engine = JavaEngine.create(1)) {
            DistortionSearch tooMany = new DistortionSearch(small(1), 1, 5, 4, 6, 1, 1);
            assertThrows(IllegalArgumentException.class, () -> tooMany.search(engine, 1, Monitor.NONE));
        }
    }
}
