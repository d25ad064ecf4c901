package sc.fiji.invertibility.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.invertibility.Shared;
import sc.fiji.invertibility.compute.DeviceStatus;
import sc.fiji.invertibility.compute.EachEngine;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.java.JavaEngine;
import sc.fiji.invertibility.filters.BankSeeds;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.weights.WeightFile;

class CoherenceTest {

    private static final Engine JAVA = JavaEngine.create();

    @AfterAll
    static void close() {
        JAVA.close();
    }

    @ParameterizedTest
    @CsvSource({
        "features.0.weight, conv1_1",
        "features.2.weight, conv1_2",
        "features.5.weight, conv2_1",
        "features.7.weight, conv2_2"
    })
    void ofVgg16(String tensor, String layer) throws IOException {
        Path reference = Shared.file("reference/vgg16_photo.json");
        JsonArray expected = JsonParser.parseString(Files.readString(reference))
                .getAsJsonObject()
                .getAsJsonArray("coherence signed, absolute " + layer);
        Path weights = Shared.file("weights/vgg16/vgg16_conv1-2_f32.safetensors");
        onEachEngine(
                weights, tensor, expected.get(0).getAsDouble(), expected.get(1).getAsDouble());
    }

    /** The numbers are NumPy's in double precision, of the same file. */
    @ParameterizedTest
    @CsvSource({
        "conv1_1_W, 0.992766, 0.995390",
        "conv1_2_W, 0.906633, 0.906633",
        "conv2_1_W, 0.723571, 0.902450",
        "conv2_2_W, 0.625410, 0.789718",
        "conv3_1_W, 0.669206, 0.714583",
        "conv3_2_W, 0.607066, 0.607066",
        "conv3_3_W, 0.749473, 0.749473",
        "conv3_4_W, 0.762487, 0.762487"
    })
    void ofVgg19(String layer, double signed, double absolute) throws IOException {
        onEachEngine(Shared.file("weights/vgg19/vgg19_conv1-3.npz"), layer, signed, absolute);
    }

    private static void onEachEngine(Path weights, String tensor, double signed, double absolute) throws IOException {
        try (WeightFile file = WeightFile.open(weights)) {
            FilterBank bank = file.layer(tensor).filterBank();
            for (DeviceStatus device : Engines.list()) {
                if (!device.usable()) continue;
                try (Engine engine = device.device().type().equals("Java")
                        ? JavaEngine.create()
                        : Engines.open(device.device().name(), warning -> {})) {
                    Coherence coherence = Coherence.of(engine, bank, Monitor.NONE);
                    assertEquals(signed, coherence.signed().product(), 1e-4);
                    assertEquals(absolute, Math.abs(coherence.absolute().product()), 1e-4);
                }
            }
        }
    }

    /** More filters than a block of the Gram matrix has, too. */
    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void isThatOfAllPairsOneByOne(Engine engine) {
        for (int filters : new int[] {2, 3, 256, 512, 513, 600}) {
            FilterBank bank = GaussianFilters.scaled(filters, 3, 3, filters);
            float[] unit = bank.normalised().weights();
            PairTally expected = new PairTally();
            for (int i = 0; i < filters; i++)
                for (int j = i + 1; j < filters; j++) expected.add(i, j, product(unit, filters, i, j));
            Coherence found = Coherence.of(engine, bank, Monitor.NONE);
            samePair(expected.coherence().signed(), found.signed());
            samePair(expected.coherence().absolute(), found.absolute());
            assertEquals(filters * (filters - 1) / 2, found.pairs().total());
        }
    }

    @Test
    void seesOppositesInTheAbsoluteMaximumOnly() {
        FilterBank bank = FilterBank.of(new float[] {2, 0, 0, 1, -3, 0.003f}, 3, 2, 1, 1);
        Coherence coherence = Coherence.of(JAVA, bank, Monitor.NONE);
        samePair(new Coherence.Pair(0, 2, -1), coherence.absolute());
        samePair(new Coherence.Pair(1, 2, 0.001), coherence.signed());
    }

    /** A cosine does not depend on the filters' length, even if no product of weights fits into 32 bits. */
    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void theScaleOfAFilterDoesNotMatter(Engine engine) {
        FilterBank bank = GaussianFilters.scaled(5, 3, 3, 2);
        Coherence expected = Coherence.of(engine, bank, Monitor.NONE);
        for (float scale : new float[] {1e-42f, 1e-30f, 1e30f}) {
            float[] weights = bank.weights();
            for (int i = 0; i < weights.length; i++) weights[i] *= i < 2 * 27 ? scale : 1;
            Coherence found = Coherence.of(engine, FilterBank.of(weights, 5, 3, 3, 3), Monitor.NONE);
            // Subnormal weights have few digits.
            assertEquals(expected.signed().product(), found.signed().product(), scale < 1e-40f ? 1e-2 : 1e-5);
            assertEquals(expected.absolute().product(), found.absolute().product(), scale < 1e-40f ? 1e-2 : 1e-5);
        }
    }

    @Test
    void filtersOfDifferentGroupsDoNotMeet() {
        FilterBank bank = FilterBank.of(new float[] {1, 1, 1, -1}, 4, 1, 1, 1).withGroups(2);
        Coherence coherence = Coherence.of(JAVA, bank, Monitor.NONE);
        samePair(new Coherence.Pair(0, 1, 1), coherence.signed());
        samePair(new Coherence.Pair(0, 1, 1), coherence.absolute());
    }

    /** The largest of many products of independent directions in d dimensions is about √(2 ln(pairs)/d). */
    @Test
    void ofRandomFiltersFollowsTheirDimension() {
        FilterBank shape = GaussianFilters.scaled(128, 64, 3, 1);
        Coherence.Random random = Coherence.ofGaussian(JAVA, shape, 3, 7, Monitor.NONE);
        double expected = Math.sqrt(2 * Math.log(128 * 127 / 2.0) / (64 * 9));
        assertEquals(expected, random.signed().mean(), 0.15 * expected);
        assertTrue(random.absolute().mean() >= random.signed().mean());
        assertEquals(3, random.signed().count());
        assertEquals(random, Coherence.ofGaussian(JAVA, shape, 3, 7, Monitor.NONE));
    }

    /**
     * Banks that are drawn in coordinates of their own have the coherences of whole Gaussian banks, also with more
     * filters than weights: two samples whose distributions differ nowhere by more than chance explains at 0.1 %
     * (Kolmogorov and Smirnov).
     */
    @ParameterizedTest
    @CsvSource({"64, 3, 3", "40, 8, 3", "8, 1, 1"})
    void shortBanksHaveTheCoherenceOfWholeOnes(int filters, int channels, int size) {
        int banks = 400;
        FilterBank shape = GaussianFilters.scaled(filters, channels, size, 1);
        Coherence.Random found = Coherence.ofGaussian(JAVA, shape, banks, 5, Monitor.NONE);
        double[] signed = new double[banks], absolute = new double[banks];
        for (int i = 0; i < banks; i++) {
            FilterBank whole = GaussianFilters.scaled(filters, channels, size, BankSeeds.of(6, i));
            Coherence coherence = Coherence.of(JAVA, whole, Monitor.NONE);
            signed[i] = coherence.signed().product();
            absolute[i] = Math.abs(coherence.absolute().product());
        }
        double most = 1.95 * Math.sqrt(2.0 / banks);
        // Filters of one weight are all parallel.
        if (size * size * channels > 1) {
            assertTrue(distance(found.signedMaxima(), signed) < most, "signed");
            assertTrue(distance(found.absoluteMaxima(), absolute) < most, "absolute");
        } else
            assertEquals(
                    Arrays.stream(absolute).min().orElseThrow(),
                    found.absolute().min(),
                    1e-6);
    }

    /** The largest distance of two empirical distributions. */
    private static double distance(List<Double> some, double[] others) {
        double most = 0;
        for (double value : others) {
            double first = some.stream().filter(one -> one <= value).count() / (double) some.size();
            double second = Arrays.stream(others).filter(one -> one <= value).count() / (double) others.length;
            most = Math.max(most, Math.abs(first - second));
        }
        return most;
    }

    /** An independent program has a standard deviation of 0.0133 over 300 banks of conv1_2's shape. */
    @Test
    void aSingleBankIsOneDrawOfAMaximum() {
        FilterBank shape = GaussianFilters.scaled(64, 64, 3, 1);
        Coherence.Random random = Coherence.ofGaussian(JAVA, shape, 300, 11, Monitor.NONE);
        // The two standard deviations are of 300 banks each, and of a distribution with a longer right tail.
        double error = 0.0133 * Math.sqrt(2) * Math.sqrt(2.0 / 299);
        assertEquals(0.0133, random.signed().sd(), 3 * error);
        double paper = random.signedPercentile(0.122);
        assertTrue(paper > 0.5 && paper < 30, "table 3 is no outlier: " + paper + " %");
    }

    @Test
    void percentilesCountWhatIsBelow() {
        Coherence.Random random = new Coherence.Random(List.of(0.1, 0.2, 0.3, 0.4), List.of(0.5, 0.5, 0.6, 0.7));
        assertEquals(50, random.signedPercentile(0.25));
        assertEquals(62.5, random.signedPercentile(0.3), "half of what is equal");
        assertEquals(0, random.absolutePercentile(0.4));
        assertEquals(100, random.absolutePercentile(0.8));
    }

    @Test
    void needsAPair() {
        FilterBank one = GaussianFilters.scaled(1, 3, 3, 1);
        assertThrows(IllegalArgumentException.class, () -> Coherence.of(JAVA, one, Monitor.NONE));
        assertThrows(IllegalArgumentException.class, () -> Coherence.ofGaussian(JAVA, one, 0, 1, Monitor.NONE));
    }

    private static void samePair(Coherence.Pair expected, Coherence.Pair actual) {
        assertEquals(expected.first(), actual.first());
        assertEquals(expected.second(), actual.second());
        assertEquals(expected.product(), actual.product(), 1e-5);
    }

    private static double product(float[] w, int filters, int i, int j) {
        int length = w.length / filters;
        double sum = 0;
        for (int p = 0; p < length; p++) sum += (double) w[i * length + p] * w[j * length + p];
        return sum;
    }
}
